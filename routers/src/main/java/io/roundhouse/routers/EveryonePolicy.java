package io.roundhouse.routers;

import java.util.List;

/** Lets every agent of the request be considered. */
final class EveryonePolicy implements Policy<List<AgentProfile>> {

  @Override
  public Choice<List<AgentProfile>> choose(Draft draft) {
    return Choice.of(draft.agents(), switch (draft.agents().size()) {
      case 0 -> "There is no agent to choose from.";
      case 1 -> "The only agent may be considered.";
      default -> "All %d agents may be considered.".formatted(draft.agents().size());
    });
  }

  @Override
  public String version() {
    return "everyone/1";
  }
}
