package io.roundhouse.routers.controller.learn;

import java.util.Locale;

/**
 * What something is worth, as far as a sample can tell. Immutable.
 *
 * @param low the lower end of the 95 % interval
 * @param high the upper end
 * @param rows how many rows it is from
 * @param effective how many rows of equal weight would say as much; small where weights differ much
 */
public record ValueEstimate(double value, double low, double high, int rows, double effective) {

  private static final double NORMAL_95 = 1.96;

  /** Returns the mean of numbers with an interval by the normal approximation; of fewer than two numbers the interval is endless. */
  public static ValueEstimate mean(double[] values) {
    return mean(values, values.length);
  }

  static ValueEstimate mean(double[] values, double effective) {
    int n = values.length;
    double sum = 0;
    double squares = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = n == 0 ? 0 : sum / n;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double half = n < 2 ? Double.POSITIVE_INFINITY : NORMAL_95 * Math.sqrt(squares / (n - 1) / n);
    return new ValueEstimate(mean, mean - half, mean + half, n, effective);
  }

  /** Returns for example {@code +0.0123 [+0.0050, +0.0196]}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%+.4f [%+.4f, %+.4f]", value, low, high);
  }
}
