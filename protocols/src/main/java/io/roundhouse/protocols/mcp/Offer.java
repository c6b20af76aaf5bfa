package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.Target;
import io.roundhouse.runtime.Tool;
import io.roundhouse.toolgraph.Effect;
import java.util.HashMap;
import java.util.Map;

/**
 * One snapshot of the catalog as MCP tools: the listing, made once, and what each name stands for. Immutable by agreement.
 *
 * <p>An agent is the tool of its name that takes a {@code text}; if a tool has that name already, the agent is {@code ask_<name>}.
 */
record Offer(long version, ObjectNode listing, Map<String, Target> targets) {

  static Offer of(Catalog catalog) {
    ObjectNode listing = JsonNodeFactory.instance.objectNode();
    ArrayNode tools = listing.putArray("tools");
    Map<String, Target> targets = new HashMap<>();
    for (Tool tool : catalog.tools()) {
      targets.put(tool.name(), new Target.ToolTarget(tool.name()));
      tools.add(describe(tool));
    }
    for (Agent agent : catalog.agents()) {
      String name = targets.containsKey(agent.name()) ? "ask_" + agent.name() : agent.name();
      targets.put(name, new Target.AgentTarget(agent.name()));
      tools.add(describe(name, agent));
    }
    return new Offer(catalog.version(), listing, Map.copyOf(targets));
  }

  private static ObjectNode describe(Tool tool) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", tool.name()).put("description", tool.description());
    json.set("inputSchema", objectSchema(tool.input().document()));
    Schema output = tool.output();
    if (output != null && "object".equals(output.document().path("type").textValue())) {
      json.set("outputSchema", output.document());
    }
    json.set("annotations", annotations(tool.effect()));
    return json;
  }

  private static ObjectNode describe(String name, Agent agent) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", name).put("description", agent.description());
    ObjectNode input = json.putObject("inputSchema").put("type", "object");
    ObjectNode properties = input.putObject("properties");
    properties.putObject("text").put("type", "string").put("description", "What to ask or tell the agent.");
    properties.putObject("data").put("description", "Structured data that goes with the text.");
    input.putArray("required").add("text");
    return json;
  }

  /** The protocol wants every input schema to say that it is an object. */
  private static JsonNode objectSchema(JsonNode document) {
    return document.has("type") ? document : ((ObjectNode) document).put("type", "object");
  }

  private static ObjectNode annotations(Effect effect) {
    ObjectNode hints = JsonNodeFactory.instance.objectNode();
    return switch (effect) {
      case PURE -> hints.put("readOnlyHint", true);
      case IDEMPOTENT -> hints.put("readOnlyHint", false).put("destructiveHint", false).put("idempotentHint", true);
      case COMPENSATABLE -> hints.put("readOnlyHint", false).put("destructiveHint", false);
      case IRREVERSIBLE -> hints.put("readOnlyHint", false).put("destructiveHint", true);
    };
  }
}
