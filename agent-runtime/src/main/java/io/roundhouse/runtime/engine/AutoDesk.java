package io.roundhouse.runtime.engine;

import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.Target;
import java.util.List;
import java.util.Optional;

/** Finds agents, also the front desk over all of them that needs no entry in the catalog. */
final class AutoDesk {

  private AutoDesk() {}

  static Optional<Agent> find(Catalog catalog, String name) {
    Optional<Agent> known = catalog.agent(name);
    if (known.isPresent() || !name.equals(Target.AgentTarget.AUTO)) {
      return known;
    }
    List<String> answering = catalog.agents().stream()
        .filter(agent -> !(agent.body() instanceof AgentBody.Routed)).map(Agent::name).toList();
    return answering.isEmpty()
        ? Optional.empty()
        : Optional.of(new Agent(name, "Whoever suits the request", List.of(), new AgentBody.Routed(answering)));
  }
}
