package io.roundhouse.routers.controller.eval;

import io.roundhouse.routers.Assignment;
import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.controller.episodes.Plan;
import io.roundhouse.routers.controller.episodes.PlanSeat;
import io.roundhouse.routers.models.cascade.AgreementGate;
import io.roundhouse.routers.models.eval.AnswerTable;
import io.roundhouse.routers.models.eval.Replay;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan that can be played on stored answers: one model alone, a vote (independent answers, of which the most frequent is given), or an
 * agreement gate, whose last seat is the strong model and whose third probe is asked only if the first two differ. Modes in which agents
 * read each other cannot be played, since nobody stored what they would have said. Immutable.
 */
record Play(Plan plan) {

  static Play solo(String model) {
    return new Play(Plan.solo(model));
  }

  static Play vote(List<String> models) {
    return new Play(new Plan(CollaborationMode.PARALLEL_REFINE, seats(models)));
  }

  static Play gate(AgreementGate gate) {
    List<String> models = new ArrayList<>(gate.probes());
    models.add(gate.strong());
    return new Play(new Plan(CollaborationMode.AGREEMENT_GATE, seats(models)));
  }

  /**
   * A play of any mode and models: alone works who is named first; a gate's last is the strong model, and one of fewer than two different
   * probes is a vote.
   */
  static Play of(CollaborationMode mode, List<String> models) {
    List<String> probes = models.subList(0, models.size() - 1).stream().distinct().toList();
    return switch (mode) {
      case SOLO -> solo(models.getFirst());
      case AGREEMENT_GATE -> probes.size() < 2 ? vote(models) : gate(new AgreementGate(probes, 2, 2, models.getLast()));
      default -> vote(models);
    };
  }

  private static List<PlanSeat> seats(List<String> models) {
    return models.stream().map(model -> new PlanSeat(Assignment.ANSWERER, model)).toList();
  }

  Replay on(AnswerTable table) {
    List<String> models = plan.seats().stream().map(seat -> String.valueOf(seat.model())).toList();
    return switch (plan.mode()) {
      case AGREEMENT_GATE -> Replay.of(new AgreementGate(models.subList(0, models.size() - 1), 2, 2, models.getLast()), table);
      case PARALLEL_REFINE -> Replay.of(models.stream().map(table.outcomes().models()::indexOf).toList(), table);
      default -> Replay.of(table.outcomes().models().indexOf(models.getFirst()), table);
    };
  }

  @Override
  public String toString() {
    List<String> models = plan.seats().stream().map(seat -> String.valueOf(seat.model())).toList();
    return switch (plan.mode()) {
      case AGREEMENT_GATE -> String.join(" + ", models.subList(0, models.size() - 1)) + ", else " + models.getLast();
      case PARALLEL_REFINE -> "vote of " + String.join(", ", models);
      default -> models.getFirst();
    };
  }
}
