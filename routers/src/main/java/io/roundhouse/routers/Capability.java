package io.roundhouse.routers;

import java.util.Comparator;
import java.util.stream.Collectors;

/**
 * What one agent offers, for a caller who asked for something that nobody does. Immutable.
 *
 * @param summary the agent's description, else those of its skills; empty if it says nothing about itself
 */
public record Capability(String agent, String summary) {

  static final Comparator<Capability> BY_AGENT = Comparator.comparing(Capability::agent);

  static Capability of(AgentProfile agent) {
    if (!agent.description().isBlank()) {
      return new Capability(agent.name(), agent.description().strip());
    }
    String skills = agent.skills().stream()
        .map(skill -> skill.description().isBlank() ? skill.id() : skill.description().strip())
        .collect(Collectors.joining("; "));
    return new Capability(agent.name(), skills);
  }
}
