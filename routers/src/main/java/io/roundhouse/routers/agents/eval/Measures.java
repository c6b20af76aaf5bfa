package io.roundhouse.routers.agents.eval;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Means with intervals. */
final class Measures {

  private static final int RESAMPLES = 1_000;
  private static final double TAIL = 0.025;
  private static final double PERCENT = 100;

  private Measures() {}

  /** The mean of values per request, times {@code factor}, with a 95% bootstrap interval. */
  static Figure bootstrap(String setting, String measure, double[] values, double factor) {
    SplittableRandom random = new SplittableRandom(values.length);
    double[] means = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += values[random.nextInt(values.length)];
      }
      means[r] = factor * sum / values.length;
    }
    Arrays.sort(means);
    return new Figure(setting, measure, factor * Arrays.stream(values).average().orElse(0),
        means[(int) (TAIL * RESAMPLES)], means[(int) ((1 - TAIL) * RESAMPLES)], 1);
  }

  static Figure percent(String setting, String measure, double[] hits) {
    return bootstrap(setting, measure, hits, PERCENT);
  }

  /** The mean over seeds, with the least and the greatest. */
  static Figure seeds(String setting, String measure, List<Double> values) {
    double[] all = values.stream().mapToDouble(each -> PERCENT * each).sorted().toArray();
    return new Figure(setting, measure, Arrays.stream(all).average().orElse(0), all[0], all[all.length - 1], all.length);
  }

  static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  /** The area under the receiver operating curve: how often one of {@code above} is greater than one of {@code below}. */
  static double auroc(double[] above, double[] below) {
    double[] sorted = below.clone();
    Arrays.sort(sorted);
    double sum = 0;
    for (double each : above) {
      sum += (rank(sorted, each, false) + rank(sorted, each, true)) / 2.0;
    }
    return sum / ((double) above.length * below.length);
  }

  /** How many of {@code sorted} are below {@code value}, or not above it. */
  private static int rank(double[] sorted, double value, boolean ties) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value || (ties && sorted[middle] == value)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** AUROC with a 95% bootstrap interval. */
  static Figure auroc(String setting, String measure, double[] above, double[] below) {
    SplittableRandom random = new SplittableRandom(above.length);
    double[] areas = new double[RESAMPLES / 5];
    for (int r = 0; r < areas.length; r++) {
      areas[r] = PERCENT * auroc(resample(above, random), resample(below, random));
    }
    Arrays.sort(areas);
    return new Figure(setting, measure, PERCENT * auroc(above, below),
        areas[(int) (TAIL * areas.length)], areas[(int) ((1 - TAIL) * areas.length)], 1);
  }

  private static double[] resample(double[] values, SplittableRandom random) {
    double[] drawn = new double[values.length];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = values[random.nextInt(values.length)];
    }
    return drawn;
  }
}
