package io.roundhouse.protocols.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Catalog;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Supplier;

/** Answers {@code /health}: 200 while we take work, 503 before and after; what we host, and the servers behind us. */
final class HealthPage implements Handler<RoutingContext> {

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

  @Override
  public void handle(RoutingContext context) {
    String now = status;
    ObjectNode page = JsonNodeFactory.instance.objectNode().put("status", now);
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
    Replies.json(context, now.equals("ready") ? 200 : 503, page);
  }
}
