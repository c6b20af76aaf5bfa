package io.roundhouse.protocols.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Catalog;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Supplier;

/**
 * Answers {@code /health}: 200 while we take work, 503 before and after. Whom the gate lets in also sees what we host and how the
 * servers behind us are; others, such as the probes of an orchestrator, only see how we are.
 */
final class HealthPage {

  private final AgentRuntime runtime;
  private final Supplier<List<DownstreamHealth>> downstream;
  private volatile String status = "starting";

  HealthPage(AgentRuntime runtime, Supplier<List<DownstreamHealth>> downstream) {
    this.runtime = runtime;
    this.downstream = downstream;
  }

  void status(String newStatus) {
    this.status = newStatus;
  }

  void handle(RoutingContext context, Gate gate) {
    gate.admit(context).onComplete(known -> answer(context, true), stranger -> answer(context, false));
  }

  private void answer(RoutingContext context, boolean detailed) {
    String now = status;
    ObjectNode page = JsonNodeFactory.instance.objectNode().put("status", now);
    if (detailed) {
      addDetails(page);
    }
    Replies.json(context, now.equals("ready") ? 200 : 503, page);
  }

  private void addDetails(ObjectNode page) {
    Catalog catalog = runtime.catalog();
    page.putObject("catalog")
        .put("version", catalog.version())
        .put("agents", catalog.agents().size())
        .put("tools", catalog.tools().size())
        .put("models", catalog.models().size());
    ArrayNode servers = page.putArray("servers");
    for (DownstreamHealth server : downstream.get()) {
      servers.addObject().put("name", server.name()).put("connected", server.connected()).put("detail", server.detail());
    }
  }
}
