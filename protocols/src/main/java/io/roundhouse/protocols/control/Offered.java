package io.roundhouse.protocols.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.Skill;
import io.roundhouse.runtime.Target;
import io.roundhouse.runtime.Tool;
import java.util.ArrayList;
import java.util.List;

/**
 * A tool or agent as the control plane offers it. Immutable by agreement.
 *
 * @param name what MCP lists call it
 * @param text all that is said about it, for searching
 */
record Offered(String name, Target target, String description, Schema input, String text) {

  private static final Schema MESSAGE = Schema.parse("""
      {"type":"object","properties":{"text":{"type":"string"},"data":{}},"required":["text"]}""");

  static Offered of(Tool tool) {
    List<String> said = new ArrayList<>(List.of(words(tool.name()), tool.description()));
    JsonNode properties = tool.input().document().path("properties");
    properties.fieldNames().forEachRemaining(field -> {
      said.add(words(field));
      said.add(properties.path(field).path("description").asText(""));
    });
    return new Offered(tool.name(), new Target.ToolTarget(tool.name()), tool.description(), tool.input(), String.join(" ", said));
  }

  static Offered of(String name, Agent agent) {
    List<String> said = new ArrayList<>(List.of(words(agent.name()), agent.description()));
    for (Skill skill : agent.skills()) {
      said.add(skill.name());
      said.add(skill.description());
      said.addAll(skill.tags());
      said.addAll(skill.examples());
    }
    return new Offered(name, new Target.AgentTarget(agent.name()), agent.description(), MESSAGE, String.join(" ", said));
  }

  boolean isAgent() {
    return target instanceof Target.AgentTarget;
  }

  /** The arguments, for an agent with these words if it has none. */
  JsonNode withWords(JsonNode arguments, String words) {
    return isAgent() && !arguments.has("text") ? ((ObjectNode) arguments.deepCopy()).put("text", words) : arguments;
  }

  /** The entry of a list of tools that were found. */
  ObjectNode toJson(double score) {
    ObjectNode json = JsonNodeFactory.instance.objectNode()
        .put("name", name)
        .put("kind", isAgent() ? "agent" : "tool")
        .put("description", description)
        .put("score", Math.round(score * 1_000) / 1_000.0);
    json.set("inputSchema", input.document());
    return json;
  }

  /** Names such as {@code ledger.postEntry} as words. */
  private static String words(String name) {
    return name.replaceAll("[._/-]+", " ").replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ");
  }
}
