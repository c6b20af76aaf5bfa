package io.roundhouse.routers.controller.network;

import io.roundhouse.routers.Stage;
import io.roundhouse.routers.controller.episodes.PlanSeat;
import io.roundhouse.routers.controller.plans.Fork;
import java.util.List;
import java.util.Objects;

/**
 * A fork in the network's own numbers. Immutable by convention.
 *
 * @param head which head decides
 * @param mode -1 while it is open
 * @param role the role of the seat whose model is chosen; -1 elsewhere
 * @param roles the roles of the seats before
 * @param models the models of the seats before
 * @param branches which option each branch is
 */
@SuppressWarnings("ArrayRecordComponent") // written once, then only read
record Prefix(int head, int mode, int role, int[] roles, int[] models, int[] branches) {

  static Prefix of(Vocabulary words, Fork fork) {
    int head = head(fork.stage());
    List<PlanSeat> seats = fork.seats();
    int done = head == Layout.MODEL ? seats.size() - 1 : seats.size();
    int[] roles = new int[done];
    int[] models = new int[done];
    for (int i = 0; i < done; i++) {
      roles[i] = Vocabulary.index(words.roles(), seats.get(i).role());
      models[i] = known(words.models(), Objects.requireNonNullElse(seats.get(i).model(), ""));
    }
    int[] branches = fork.branches().stream().mapToInt(branch -> switch (head) {
      case Layout.MODE -> Vocabulary.index(words.modes(), branch.name());
      case Layout.NUMBER -> Math.min(Integer.parseInt(branch.name()), Layout.MOST_SEATS) - 1;
      case Layout.ROLE -> Vocabulary.index(words.roles(), branch.name());
      default -> Vocabulary.index(words.models(), branch.name());
    }).toArray();
    return new Prefix(head, head == Layout.MODE ? -1 : Vocabulary.index(words.modes(), fork.mode().name()),
        head == Layout.MODEL ? Vocabulary.index(words.roles(), seats.getLast().role()) : -1, roles, models, branches);
  }

  private static int head(Stage stage) {
    return switch (stage) {
      case MODE -> Layout.MODE;
      case NUMBER -> Layout.NUMBER;
      case ROLE -> Layout.ROLE;
      case MODEL -> Layout.MODEL;
      case ELIGIBILITY, AGENTS -> throw new IllegalArgumentException("a plan says nothing about stage " + stage);
    };
  }

  /** Where a plan left the model to the agent, a seat may have one that the network has never heard of. */
  private static int known(List<Named> models, String name) {
    for (int i = 0; i < models.size(); i++) {
      if (models.get(i).name().equals(name)) {
        return i;
      }
    }
    return Vocabulary.index(models, "");
  }
}
