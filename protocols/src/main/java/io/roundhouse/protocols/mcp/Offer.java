package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.Target;
import io.roundhouse.runtime.Tool;
import io.roundhouse.toolgraph.Effect;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One snapshot of the catalog as MCP tools, sorted by name. Immutable by agreement.
 *
 * <p>An agent is the tool of its name that takes a {@code text}; if a tool has that name already, the agent is {@code ask_<name>}.
 *
 * @param version the catalog's
 * @param tools what each name stands for
 * @param modern the descriptions for revisions without sessions
 * @param earlier the descriptions for revisions with sessions, which know results that are objects only
 */
record Offer(long version, Map<String, Entry> tools, List<ObjectNode> modern, List<ObjectNode> earlier) {

  private static final Logger LOG = LoggerFactory.getLogger(Offer.class);

  /** What stands behind a name in the list. */
  record Entry(Target target, ToolPresentation presentation, List<HeaderParameter> headers, boolean anyResult) {}

  static Offer of(Catalog catalog, McpOffer terms) {
    Map<String, Entry> tools = new TreeMap<>();
    Map<String, ObjectNode> modern = new TreeMap<>();
    Map<String, ObjectNode> earlier = new TreeMap<>();
    for (Tool tool : catalog.tools()) {
      ToolPresentation looks = terms.tool(tool.name());
      ObjectNode description = describe(tool, looks);
      Schema output = tool.output();
      tools.put(tool.name(), new Entry(new Target.ToolTarget(tool.name()), looks, headers(tool), output != null));
      modern.put(tool.name(), description);
      ObjectNode forSessions = description.deepCopy();
      if (output != null && !"object".equals(output.document().path("type").textValue())) {
        forSessions.remove("outputSchema");
      }
      earlier.put(tool.name(), forSessions);
    }
    for (Agent agent : catalog.agents()) {
      String name = tools.containsKey(agent.name()) ? "ask_" + agent.name() : agent.name();
      ToolPresentation looks = terms.tool(name);
      ObjectNode description = describe(name, agent, looks);
      tools.put(name, new Entry(new Target.AgentTarget(agent.name()), looks, List.of(), false));
      modern.put(name, description);
      earlier.put(name, description);
    }
    return new Offer(catalog.version(), Map.copyOf(tools), List.copyOf(modern.values()), List.copyOf(earlier.values()));
  }

  private static ObjectNode describe(Tool tool, ToolPresentation looks) {
    ObjectNode json = named(tool.name(), tool.description(), looks);
    json.set("inputSchema", objectSchema(tool.input().document()));
    Schema output = tool.output();
    if (output != null) {
      json.set("outputSchema", output.document());
    }
    json.set("annotations", annotations(tool.effect()));
    return json;
  }

  private static ObjectNode describe(String name, Agent agent, ToolPresentation looks) {
    ObjectNode json = named(name, agent.description(), looks);
    ObjectNode input = json.putObject("inputSchema").put("type", "object");
    ObjectNode properties = input.putObject("properties");
    properties.putObject("text").put("type", "string").put("description", "What to ask or tell the agent.");
    properties.putObject("data").put("description", "Structured data that goes with the text.");
    input.putArray("required").add("text");
    return json;
  }

  private static ObjectNode named(String name, String description, ToolPresentation looks) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", name);
    if (looks.title() != null) {
      json.put("title", looks.title());
    }
    json.put("description", description);
    Icon.add(json, looks.icons());
    return json;
  }

  private static List<HeaderParameter> headers(Tool tool) {
    try {
      return HeaderParameter.of(tool.input().document());
    } catch (IllegalArgumentException e) {
      LOG.warn("clients will not list the tool '{}': {}", tool.name(), e.getMessage());
      return List.of();
    }
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
