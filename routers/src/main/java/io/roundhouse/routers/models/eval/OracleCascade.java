package io.roundhouse.routers.models.eval;

import io.roundhouse.routers.models.outcomes.Outcomes;
import io.roundhouse.routers.models.plane.Hull;
import io.roundhouse.routers.models.plane.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * RouterBench's cascade (arXiv 2403.12031, section 4.2): models are asked from cheap to dear until a judge is content or the money for
 * one query is spent. The judge reads the true score and errs at a given rate, so this is a bound and not a router one can run. The
 * models are those on the hull of the training rows.
 */
final class OracleCascade {

  private static final double CONTENT = 0.5;

  private OracleCascade() {}

  static Curve run(Trial trial, double errorRate) {
    Outcomes test = trial.test();
    int[] ladder = ladder(trial.training());
    SplittableRandom draws = new SplittableRandom(trial.seed() + Math.round(errorRate * 1000));
    boolean[][] wrong = new boolean[test.size()][ladder.length];
    for (boolean[] row : wrong) {
      for (int k = 0; k < row.length; k++) {
        row[k] = draws.nextDouble() < errorRate;
      }
    }
    List<Curve.Stop> stops = new ArrayList<>();
    for (int longest = 1; longest <= ladder.length; longest++) {
      for (int start = 0; start + longest <= ladder.length; start++) {
        stops.add(stop(test, ladder, start, longest, wrong));
      }
    }
    return new Curve(stops, null);
  }

  private static Curve.Stop stop(Outcomes test, int[] ladder, int start, int longest, boolean[][] wrong) {
    double[] cost = new double[test.size()];
    double[] quality = new double[test.size()];
    for (int i = 0; i < cost.length; i++) {
      for (int k = start; k < start + longest; k++) {
        cost[i] += test.cost()[i][ladder[k]];
        quality[i] = test.quality()[i][ladder[k]];
        if ((quality[i] >= CONTENT) != wrong[i][k]) {
          break;
        }
      }
    }
    return new Curve.Stop(start, null, cost, quality);
  }

  private static int[] ladder(Outcomes training) {
    List<Point> singles = Figures.singles(training);
    List<Point> hull = Hull.of(singles).points();
    return hull.stream().mapToInt(singles::indexOf).distinct().limit(8).toArray();
  }
}
