package io.roundhouse.routers.controller.eval;

import io.roundhouse.routers.models.eval.Replay;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A mean difference over splits with the middle 95 % of what it is in redrawn test sets. Rows are drawn again with replacement, the same
 * ones for both sides (paired). Immutable.
 */
record Interval(double value, double low, double high) {

  /** By how much {@code one} earns more than {@code other}, in quality minus dollars times {@code perDollar}. */
  static Interval of(List<Replay> one, List<Replay> other, double perDollar, int draws, long seed) {
    double value = 0;
    double[] redrawn = new double[draws];
    for (int s = 0; s < one.size(); s++) {
      double[] gains = new double[one.get(s).cost().length];
      for (int i = 0; i < gains.length; i++) {
        gains[i] = one.get(s).quality()[i] - other.get(s).quality()[i] - perDollar * (one.get(s).cost()[i] - other.get(s).cost()[i]);
      }
      value += Arrays.stream(gains).average().orElse(0) / one.size();
      SplittableRandom random = new SplittableRandom(seed + s);
      for (int draw = 0; draw < draws; draw++) {
        double sum = 0;
        for (int i = 0; i < gains.length; i++) {
          sum += gains[random.nextInt(gains.length)];
        }
        redrawn[draw] += sum / gains.length / one.size();
      }
    }
    Arrays.sort(redrawn);
    return new Interval(value, redrawn[(int) (0.025 * (draws - 1))], redrawn[(int) Math.ceil(0.975 * (draws - 1))]);
  }
}
