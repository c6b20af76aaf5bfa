package io.roundhouse.routers.models.eval;

import io.roundhouse.routers.models.outcomes.Outcomes;
import io.roundhouse.routers.models.plane.Hull;
import io.roundhouse.routers.models.plane.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How far a gain over the Zero router could be luck: test rows are drawn again with replacement, the same rows for the contender and
 * for the single models (paired), and both hulls are made anew each time.
 */
final class Bootstrap {

  private Bootstrap() {}

  /** The gains over the Zero router in {@code draws} redrawn test sets. */
  static double[] gains(Curve curve, Outcomes test, int draws, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] gains = new double[draws];
    int[] times = new int[test.size()];
    for (int draw = 0; draw < draws; draw++) {
      Arrays.fill(times, 0);
      for (int i = 0; i < times.length; i++) {
        times[random.nextInt(times.length)]++;
      }
      List<Point> singles = new ArrayList<>();
      for (int j = 0; j < test.models().size(); j++) {
        singles.add(single(test, j, times));
      }
      List<Point> points = new ArrayList<>();
      points.add(Figures.cheapest(singles));
      curve.stops().forEach(stop -> points.add(weighted(stop, times)));
      double least = singles.stream().mapToDouble(Point::cost).min().orElse(0);
      double most = singles.stream().mapToDouble(Point::cost).max().orElse(0);
      gains[draw] = Hull.of(points).mean(least, most) - Hull.of(singles).mean(least, most);
    }
    return gains;
  }

  private static Point single(Outcomes test, int model, int[] times) {
    double cost = 0;
    double quality = 0;
    for (int i = 0; i < times.length; i++) {
      cost += times[i] * test.cost()[i][model];
      quality += times[i] * test.quality()[i][model];
    }
    return new Point(cost / times.length, quality / times.length);
  }

  private static Point weighted(Curve.Stop stop, int[] times) {
    double cost = 0;
    double quality = 0;
    for (int i = 0; i < times.length; i++) {
      cost += times[i] * stop.cost()[i];
      quality += times[i] * stop.quality()[i];
    }
    return new Point(cost / times.length, quality / times.length);
  }

  /** The middle 95 % of values. */
  static double[] interval(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new double[] {sorted[(int) (0.025 * (sorted.length - 1))], sorted[(int) Math.ceil(0.975 * (sorted.length - 1))]};
  }
}
