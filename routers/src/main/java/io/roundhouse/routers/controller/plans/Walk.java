package io.roundhouse.routers.controller.plans;

import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.Stage;
import io.roundhouse.routers.controller.episodes.Plan;
import io.roundhouse.routers.controller.episodes.PlanSeat;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Goes through a book from fork to fork, as a decision does, and says at which plan it ends. Pure. */
public final class Walk {

  private Walk() {}

  /**
   * Returns the plan at which the best branches lead, as an index into the book.
   *
   * @param allowed which plans are open; at least one
   */
  public static int best(PlanBook book, StageScorer scorer, float[] vector, Predicate<Plan> allowed) {
    Fork fork = book.fork(Stage.MODE, CollaborationMode.SOLO, 0, List.of(), i -> allowed.test(book.plans().get(i).plan()));
    if (fork.branches().isEmpty()) {
      throw new IllegalArgumentException("none of the %d plans is allowed; expected at least one".formatted(book.plans().size()));
    }
    Fork.Branch branch = pick(fork, scorer, vector);
    CollaborationMode mode = CollaborationMode.valueOf(branch.name());
    branch = pick(book.fork(Stage.NUMBER, mode, 0, List.of(), branch.plans()::contains), scorer, vector);
    int number = Integer.parseInt(branch.name());
    List<PlanSeat> seats = new ArrayList<>();
    for (int seat = 0; seat < number; seat++) {
      branch = pick(book.fork(Stage.ROLE, mode, number, seats, branch.plans()::contains), scorer, vector);
      String role = branch.name();
      seats.add(new PlanSeat(role, null));
      branch = pick(book.fork(Stage.MODEL, mode, number, seats, branch.plans()::contains), scorer, vector);
      seats.set(seat, new PlanSeat(role, branch.name().isEmpty() ? null : branch.name()));
    }
    return branch.plans().getFirst();
  }

  private static Fork.Branch pick(Fork fork, StageScorer scorer, float[] vector) {
    return fork.branches().get(fork.branches().size() == 1 ? 0 : best(scorer.score(vector, fork)));
  }

  /** Returns the index of the greatest number, the first among equals. */
  public static int best(double[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      if (scores[i] > scores[best]) {
        best = i;
      }
    }
    return best;
  }
}
