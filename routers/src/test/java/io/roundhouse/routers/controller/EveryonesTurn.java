package io.roundhouse.routers.controller;

import io.roundhouse.routers.AgentProfile;
import io.roundhouse.routers.Choice;
import io.roundhouse.routers.Draft;
import io.roundhouse.routers.Policy;
import java.util.List;

/** Every agent suits. */
final class EveryonesTurn implements Policy<List<AgentProfile>> {

  @Override
  public Choice<List<AgentProfile>> choose(Draft draft) {
    return Choice.of(draft.agents(), "Everybody can do this.");
  }

  @Override
  public String version() {
    return "everyone/1";
  }
}
