package io.roundhouse.routers.controller.eval;

import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.models.Goal;
import io.roundhouse.routers.models.eval.AnswerTable;
import io.roundhouse.routers.models.eval.Replay;
import io.roundhouse.routers.models.outcomes.Outcomes;
import io.roundhouse.routers.models.plane.Hull;
import io.roundhouse.routers.models.plane.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which plays are worth trying, judged on training rows alone. Immutable. */
final class Plays {

  private static final int VOTERS = 5;
  private static final int MOST = 24;
  private static final int BEST_BY_GOAL = 4;
  private static final double HALF = 0.5;

  private final AnswerTable training;
  private final Map<Play, Replay> played = new HashMap<>();
  private final List<Play> all = new ArrayList<>();

  Plays(AnswerTable training) {
    this.training = training;
    Outcomes outcomes = training.outcomes();
    outcomes.models().forEach(model -> add(Play.solo(model)));
    Replay.gates(outcomes).forEach(gate -> add(Play.gate(gate)));
    List<String> best = bestModels();
    for (int a = 0; a < best.size(); a++) {
      for (int b = a + 1; b < best.size(); b++) {
        for (int c = b + 1; c < best.size(); c++) {
          add(Play.vote(List.of(best.get(a), best.get(b), best.get(c))));
        }
      }
    }
    add(Play.vote(best));
  }

  private void add(Play play) {
    if (played.putIfAbsent(play, play.on(training)) == null) {
      all.add(play);
    }
  }

  private Replay of(Play play) {
    return played.getOrDefault(play, new Replay(new double[0], new double[0]));
  }

  private List<String> bestModels() {
    double[] quality = training.outcomes().meanQuality();
    Integer[] order = new Integer[quality.length];
    Arrays.setAll(order, j -> j);
    Arrays.sort(order, Comparator.comparingDouble(j -> -quality[j]));
    return Arrays.stream(order).limit(VOTERS).map(training.outcomes().models()::get).toList();
  }

  /** The model with the best quality. */
  Play bestSingle() {
    return Play.solo(bestModels().getFirst());
  }

  /** A vote of the three best models. */
  Play vote() {
    return Play.vote(bestModels().subList(0, 3));
  }

  /** The gate with the best quality at no more than half the best single model's cost; the cheapest one if there is none. */
  Play gate() {
    double limit = HALF * of(bestSingle()).meanCost();
    List<Play> gates = all.stream().filter(play -> play.plan().mode() == CollaborationMode.AGREEMENT_GATE).toList();
    return gates.stream().filter(gate -> of(gate).meanCost() <= limit).max(Comparator.comparingDouble(gate -> of(gate).meanQuality()))
        .or(() -> gates.stream().min(Comparator.comparingDouble(gate -> of(gate).meanCost()))).orElse(bestSingle());
  }

  /** What is tried in shadow runs: single models, what is on the hull of cost and quality, and what suits each goal best. */
  List<Play> worthTrying(List<Goal> goals) {
    Set<Play> chosen = new LinkedHashSet<>();
    for (Goal goal : goals) {
      all.stream().sorted(Comparator.comparingDouble(play -> -utility(of(play), goal))).limit(BEST_BY_GOAL).forEach(chosen::add);
    }
    Map<Point, Play> points = new HashMap<>();
    all.forEach(play -> points.putIfAbsent(new Point(of(play).meanCost(), of(play).meanQuality()), play));
    Hull.of(List.copyOf(points.keySet())).points().stream().filter(points::containsKey).map(points::get).forEach(chosen::add);
    all.stream().filter(play -> play.plan().mode().isSingle()).forEach(chosen::add);
    return chosen.stream().limit(MOST).toList();
  }

  private static double utility(Replay replay, Goal goal) {
    return replay.meanQuality() - goal.perDollar() * replay.meanCost();
  }
}
