package io.roundhouse.protocols.a2a;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.a2a.wire.A2aFault;
import io.roundhouse.protocols.a2a.wire.IncomingMessage;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.Skill;
import io.roundhouse.runtime.Target;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolBody;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something of the catalog that is an agent over A2A: an agent, or a tool graph. Immutable.
 *
 * @param input what a graph takes; null for an agent, which takes words
 */
record HostedAgent(String name, String description, List<Skill> skills, Target target, @Nullable Schema input, @Nullable Schema output) {

  private static final Pattern IN_ADDRESSES = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

  HostedAgent {
    skills = List.copyOf(skills);
  }

  private static HostedAgent of(Agent agent) {
    return new HostedAgent(
        agent.name(), agent.description(), agent.skills(), new Target.AgentTarget(agent.name()), null, null);
  }

  private static HostedAgent of(Tool graph) {
    return new HostedAgent(
        graph.name(), graph.description(), List.of(), new Target.ToolTarget(graph.name()), graph.input(), graph.output());
  }

  private static boolean isHosted(Tool tool) {
    return tool.body() instanceof ToolBody.Graph && IN_ADDRESSES.matcher(tool.name()).matches();
  }

  /** The agent of this name; an agent hides a graph of the same name. */
  static Optional<HostedAgent> find(Catalog catalog, String name) {
    return catalog.agent(name).map(HostedAgent::of)
        .or(() -> catalog.tool(name).filter(HostedAgent::isHosted).map(HostedAgent::of));
  }

  /** All of them, agents first. */
  static List<HostedAgent> all(Catalog catalog) {
    Map<String, HostedAgent> all = new LinkedHashMap<>();
    catalog.agents().forEach(agent -> all.put(agent.name(), of(agent)));
    catalog.tools().stream().filter(HostedAgent::isHosted).forEach(tool -> all.putIfAbsent(tool.name(), of(tool)));
    return List.copyOf(all.values());
  }

  /** What the run gets: words and data for an agent, arguments for a graph. */
  JsonNode input(IncomingMessage message) {
    JsonNode data = message.data();
    Schema schema = input;
    if (schema == null) {
      ObjectNode words = JsonNodeFactory.instance.objectNode().put("text", message.text());
      if (data != null) {
        words.set("data", data);
      }
      return words;
    }
    JsonNode arguments = data != null && data.isObject() ? data : fromWords(schema, message.text());
    List<String> violations = schema.violations(arguments);
    if (!violations.isEmpty()) {
      throw A2aFault.badField("message.parts", "This agent takes a data part that fits its schema: " + String.join("; ", violations) + ".");
    }
    return arguments;
  }

  private static JsonNode fromWords(Schema schema, String text) {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    List<String> texts = schema.document().path("properties").properties().stream()
        .filter(field -> field.getValue().path("type").asText("").equals("string"))
        .map(Map.Entry::getKey)
        .toList();
    return texts.size() == 1 ? arguments.put(texts.getFirst(), text) : arguments;
  }
}
