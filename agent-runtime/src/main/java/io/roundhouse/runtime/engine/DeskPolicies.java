package io.roundhouse.runtime.engine;

import io.roundhouse.routers.Choice;
import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.Draft;
import io.roundhouse.routers.Policy;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** How a desk with modes to choose from chooses without training: several suited agents work together, a single one does not. */
final class DeskPolicies {

  private static final int MOST_SEATS = 3;

  private DeskPolicies() {}

  static Policy<CollaborationMode> mode(List<CollaborationMode> allowed) {
    return policy("desk-modes/1", draft -> {
      boolean several = draft.agents().size() > 1;
      Predicate<CollaborationMode> suits = mode -> mode.isSingle() != several;
      CollaborationMode mode = allowed.stream().filter(suits).findFirst().orElse(allowed.getFirst());
      return Choice.of(mode, several
          ? "%d agents suit the request, and the desk may let them work together.".formatted(draft.agents().size())
          : "One agent suits the request.");
    });
  }

  /** One seat for each suited agent up to three; where two are needed and one suits, it takes both. */
  static Policy<Integer> number() {
    return policy("desk-seats/1", draft -> {
      int seats = Math.max(2, Math.min(MOST_SEATS, draft.agents().size()));
      return Choice.of(seats, "%d seats for %d suited agents.".formatted(seats, draft.agents().size()));
    });
  }

  private static <T> Policy<T> policy(String version, Function<Draft, Choice<T>> choice) {
    return new Policy<>() {
      @Override
      public Choice<T> choose(Draft draft) {
        return choice.apply(draft);
      }

      @Override
      public String version() {
        return version;
      }
    };
  }
}
