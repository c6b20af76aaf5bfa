package io.roundhouse.runtime.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.roundhouse.runtime.GraphTool;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.StepBinding;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolBody;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.toolgraph.Cost;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A small accounts-payable graph whose tools count what they do, break on demand, and deduplicate by key as a real ledger does. */
final class InvoiceGraph {

  final Map<String, String> ledger = new TreeMap<>();
  final Map<String, Integer> claims = new TreeMap<>();
  final List<String> performed = new ArrayList<>();
  final Set<String> down = ConcurrentHashMap.newKeySet();

  List<Tool> tools() {
    List<Tool> tools = new ArrayList<>();
    tools.add(step("parse", Effect.PURE, call -> {
      if (call.path("file").asText().contains("broken")) {
        throw ToolException.badInput("file is broken");
      }
      return JsonNodeFactory.instance.objectNode().put("number", call.path("file").asText());
    }));
    tools.add(step("register", Effect.COMPENSATABLE, call -> {
      claims.merge(call.path("number").asText(), 1, Integer::sum);
      return TextNode.valueOf("claimed");
    }));
    tools.add(step("release", Effect.IDEMPOTENT, call -> {
      claims.remove(call.path("number").asText());
      return TextNode.valueOf("released");
    }));
    tools.add(step("rate", Effect.PURE, call -> {
      if (call.path("number").asText().contains("exotic")) {
        throw ToolException.badInput("no rate for this currency");
      }
      return JsonNodeFactory.instance.objectNode().put("rate", "1.1");
    }));
    tools.add(step("post", Effect.IDEMPOTENT, call -> {
      ledger.merge(call.path("number").asText(), "ledger", (a, b) -> a);
      return TextNode.valueOf("posted");
    }));
    tools.add(step("queue", Effect.IDEMPOTENT, call -> {
      ledger.merge(call.path("number").asText(), "queue", (a, b) -> a);
      return TextNode.valueOf("queued");
    }));
    tools.add(step("notify", Effect.IDEMPOTENT, call -> TextNode.valueOf("told")));
    tools.add(step("reject", Effect.IDEMPOTENT, call -> call.path("reason")));
    tools.add(new Tool(
        "invoice",
        "Posts one invoice",
        Schema.parse("{\"type\":\"object\",\"properties\":{\"file\":{\"type\":\"string\"}},\"required\":[\"file\"]}"),
        null,
        Effect.IDEMPOTENT,
        Duration.ofSeconds(20),
        new ToolBody.Graph(graphTool())));
    return tools;
  }

  private Tool step(String name, Effect effect, Work work) {
    return Tool.blocking(name, name, Schema.anyObject(), call -> {
      if (down.contains(name)) {
        throw ToolException.outage(name + " does not answer");
      }
      synchronized (this) {
        JsonNode result = work.on(call.arguments());
        performed.add(name);
        return ToolResult.of(result);
      }
    }).withEffect(effect);
  }

  @FunctionalInterface
  interface Work {
    JsonNode on(JsonNode arguments);
  }

  private static GraphTool graphTool() {
    ToolGraph graph = ToolGraph.builder("invoice")
        .inputs("file")
        .tool(ToolArc.of("parse").needs("file").yields("parsed"))
        .tool(ToolArc.of("register").needs("parsed").yields("claim").undoneBy("release"))
        .tool(ToolArc.of("release").needs("parsed").yields("released").withEffect(Effect.IDEMPOTENT))
        .tool(ToolArc.of("rate").needs("parsed", "claim").yields("rate"))
        .tool(ToolArc.of("post").needs("parsed", "rate").yields("posted").withEffect(Effect.IDEMPOTENT).withCost(Cost.ofPrice(1)))
        .tool(ToolArc.of("queue").needs("parsed", "rate").yields("posted").withEffect(Effect.IDEMPOTENT).withCost(Cost.ofPrice(5)))
        .tool(ToolArc.of("notify").needs("posted").yields("notified").withEffect(Effect.IDEMPOTENT))
        .tool(ToolArc.of("reject").needs("file").yields("rejected").withEffect(Effect.IDEMPOTENT))
        .rung("posted", "posted", "notified")
        .rung("rejected", "rejected")
        .build();
    Map<ToolId, StepBinding> steps = new HashMap<>();
    steps.put(ToolId.of("parse"), binding("parse", Map.of("file", "$file"), "parsed"));
    steps.put(ToolId.of("register"), binding("register", Map.of("number", "$parsed.number"), "claim"));
    steps.put(ToolId.of("release"), binding("release", Map.of("number", "$parsed.number"), "released"));
    steps.put(ToolId.of("rate"), binding("rate", Map.of("number", "$parsed.number"), "rate"));
    steps.put(ToolId.of("post"), binding("post", Map.of("number", "$parsed.number", "rate", "$rate.rate"), "posted"));
    steps.put(ToolId.of("queue"), binding("queue", Map.of("number", "$parsed.number", "rate", "$rate.rate"), "posted"));
    steps.put(ToolId.of("notify"), binding("notify", Map.of("text", "invoice ${parsed.number} is ${posted}"), "notified"));
    steps.put(ToolId.of("reject"), binding("reject", Map.of("reason", "${failure.step}: ${failure.message}"), "rejected"));
    return GraphTool.of(graph, steps);
  }

  private static StepBinding binding(String tool, Map<String, String> arguments, String item) {
    Map<String, JsonNode> templates = new LinkedHashMap<>();
    arguments.forEach((name, template) -> templates.put(name, TextNode.valueOf(template)));
    return new StepBinding(tool, templates, Map.of(item, ""));
  }
}
