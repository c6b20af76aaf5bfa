package io.roundhouse.protocols.a2a;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.Skill;
import java.util.List;

/** Writes the card by which clients get to know an agent. */
final class AgentCards {

  private static final List<String> MODES = List.of("text/plain", "application/json");

  private AgentCards() {}

  static ObjectNode of(Agent agent, String url, String version) {
    ObjectNode card = JsonNodeFactory.instance.objectNode()
        .put("name", agent.name())
        .put("description", agent.description())
        .put("version", version);
    card.putArray("supportedInterfaces").addObject()
        .put("url", url)
        .put("protocolBinding", "JSONRPC")
        .put("protocolVersion", "1.0");
    card.putObject("capabilities").put("streaming", false).put("pushNotifications", false).put("extendedAgentCard", false);
    MODES.forEach(card.putArray("defaultInputModes")::add);
    MODES.forEach(card.putArray("defaultOutputModes")::add);
    ArrayNode skills = card.putArray("skills");
    agent.skills().forEach(skill -> describe(skills.addObject(), skill, agent));
    if (skills.isEmpty()) {
      describe(skills.addObject(), Skill.of(agent.name(), agent.description()), agent);
    }
    return card;
  }

  /** The protocol wants at least one tag. */
  private static void describe(ObjectNode json, Skill skill, Agent agent) {
    json.put("id", skill.id()).put("name", skill.name()).put("description", skill.description());
    List<String> tags = skill.tags().isEmpty() ? List.of(agent.name()) : skill.tags();
    tags.forEach(json.putArray("tags")::add);
    if (!skill.examples().isEmpty()) {
      skill.examples().forEach(json.putArray("examples")::add);
    }
  }
}
