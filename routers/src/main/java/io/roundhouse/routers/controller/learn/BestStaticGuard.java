package io.roundhouse.routers.controller.learn;

import io.roundhouse.routers.controller.ControllerSnapshot;
import io.roundhouse.routers.controller.ControllerSnapshot.Kind;
import io.roundhouse.routers.controller.network.Vocabulary;
import io.roundhouse.routers.controller.plans.PlanBook;
import io.roundhouse.routers.controller.plans.StageScorer;
import io.roundhouse.routers.controller.plans.Walk;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets nothing learned into service that may be worse than the best static plan. Requests are split into parts; what was learned without a
 * part decides it, and its gain over the best static plan, also found without that part, is estimated doubly robust. Only requests on
 * which plans can be compared fairly count: shadow runs, and choices that were drawn.
 */
final class BestStaticGuard {

  /**
   * What came out. Immutable.
   *
   * @param inService the kind with the greatest gain among those whose interval does not reach below zero; static if there is none
   * @param gains over the best static plan, by kind
   * @param overCurrent the gain over the snapshot in service; null if there is none, or it knows other plans
   */
  record Verdict(Kind inService, Map<Kind, ValueEstimate> gains, @Nullable ValueEstimate overCurrent) {}

  private BestStaticGuard() {}

  static Verdict judge(EpisodeTable table, Vocabulary words, TrainerSettings settings, @Nullable ControllerSnapshot current) {
    Map<Kind, List<Double>> gains = new EnumMap<>(Kind.class);
    Map<Kind, List<Double>> overCurrent = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      gains.put(kind, new ArrayList<>());
      overCurrent.put(kind, new ArrayList<>());
    }
    for (int fold = 0; fold < settings.folds(); fold++) {
      List<Query> others = new ArrayList<>();
      List<Query> held = new ArrayList<>();
      for (int i = 0; i < table.queries().size(); i++) {
        (Math.floorMod(i, settings.folds()) == fold ? held : others).add(table.queries().get(i));
      }
      if (!others.isEmpty()) {
        Fit fit = Fit.of(others, table.book(), words, settings);
        held.stream().filter(Query::isFair).forEach(query -> compare(fit, table.book(), query, current, gains, overCurrent));
      }
    }
    Map<Kind, ValueEstimate> judged = new EnumMap<>(Kind.class);
    Kind best = Kind.STATIC;
    for (Kind kind : List.of(Kind.TABLE, Kind.LEARNED)) {
      ValueEstimate gain = mean(gains.getOrDefault(kind, List.of()));
      judged.put(kind, gain);
      ValueEstimate leader = judged.get(best);
      if (gain.low() >= 0 && gain.value() > 0 && (leader == null || gain.value() > leader.value())) {
        best = kind;
      }
    }
    List<Double> over = overCurrent.getOrDefault(best, List.of());
    return new Verdict(best, judged, over.size() * 2 < table.queries().size() ? null : mean(over));
  }

  private static void compare(Fit fit, PlanBook book, Query query, @Nullable ControllerSnapshot current,
      Map<Kind, List<Double>> gains, Map<Kind, List<Double>> overCurrent) {
    double[] rewards = query.rewards(fit.expected(query.vector()));
    double fixed = rewards[Walk.best(fit.means())];
    int served = current == null ? -1 : book.indexOf(
        current.book().plans().get(Walk.best(current.book(), current.scorer(), query.vector(), plan -> true)).plan());
    for (Kind kind : Kind.values()) {
      StageScorer scorer = fit.scorer(kind);
      if (scorer != null) {
        double earned = rewards[Walk.best(book, scorer, query.vector(), plan -> true)];
        gains.computeIfPresent(kind, (same, list) -> with(list, earned - fixed));
        if (served >= 0) {
          overCurrent.computeIfPresent(kind, (same, list) -> with(list, earned - rewards[served]));
        }
      }
    }
  }

  private static List<Double> with(List<Double> list, double more) {
    list.add(more);
    return list;
  }

  private static ValueEstimate mean(List<Double> values) {
    return ValueEstimate.mean(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
