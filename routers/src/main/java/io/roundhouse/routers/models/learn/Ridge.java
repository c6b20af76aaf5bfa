package io.roundhouse.routers.models.learn;

import io.roundhouse.routers.models.internal.Dense;
import io.roundhouse.routers.models.internal.Symmetric;

/**
 * Ridge regression of many targets at once. The targets are turned so that what they have in common (how hard a query is) is one
 * axis and what sets them apart are others; each axis has a penalty of its own, chosen by the exact leave-one-out error, and an axis
 * that cannot be predicted better than by its mean is left at its mean. This is the shrinkage of Breiman and Friedman ("Predicting
 * Multivariate Responses", 1997) with principal axes. With 27 models it is what keeps the largest of 27 noisy estimates from winning.
 */
final class Ridge {

  private static final double[] PENALTIES = {0.02, 0.06, 0.2, 0.6, 2, 6, 20, 60, 200};

  private final Dense centred;
  private final double[] means;
  private final Symmetric gram;
  private final Dense turned;
  private final double spread;

  Ridge(Dense features) {
    means = features.means();
    centred = features.minus(means);
    gram = Symmetric.of(centred.transposeTimes(centred));
    turned = centred.times(gram.vectors());
    double trace = 0;
    for (double value : gram.values()) {
      trace += value;
    }
    spread = Math.max(1e-9, trace / 100);
  }

  /**
   * What a fit yields.
   *
   * @param leftOut what each training row would have been predicted without it
   * @param explained the share of each principal axis that is predicted, most important axis first
   */
  @SuppressWarnings("ArrayRecordComponent") // written once, then only read
  record Fit(Linear model, Dense leftOut, double[] explained) {}

  Fit fit(Dense targets) {
    double[] middle = targets.means();
    Dense off = targets.minus(middle);
    Dense axes = axes(off);
    Dense along = off.times(axes);
    Dense moments = turned.transposeTimes(along);
    int count = along.columns();
    double[] error = total(along);
    double[] before = error.clone();
    double[] chosen = new double[count];
    Dense leftOutAlong = Dense.zeros(along.rows(), count);
    for (double penalty : PENALTIES) {
      tryPenalty(penalty * spread, along, moments, error, chosen, leftOutAlong);
    }
    double[] explained = new double[count];
    Dense weightsAlong = Dense.zeros(centred.columns(), count);
    for (int k = 0; k < count; k++) {
      explained[k] = before[k] <= 0 ? 0 : 1 - error[k] / before[k];
      for (int d = 0; d < gram.values().length && chosen[k] > 0; d++) {
        weightsAlong.set(d, k, moments.get(d, k) / (gram.values()[d] + chosen[k]));
      }
    }
    Dense back = transpose(axes);
    Dense weights = gram.vectors().times(weightsAlong).times(back);
    Dense leftOut = leftOutAlong.times(back);
    for (int i = 0; i < leftOut.rows(); i++) {
      for (int j = 0; j < middle.length; j++) {
        leftOut.set(i, j, leftOut.get(i, j) + middle[j]);
      }
    }
    return new Fit(Linear.of(means, middle, weights), leftOut, explained);
  }

  /** Principal axes of the targets, most important first. */
  private static Dense axes(Dense off) {
    Symmetric covariance = Symmetric.of(off.transposeTimes(off));
    int n = covariance.values().length;
    int[] order = java.util.stream.IntStream.range(0, n).boxed()
        .sorted((a, b) -> Double.compare(covariance.values()[b], covariance.values()[a])).mapToInt(Integer::intValue).toArray();
    Dense axes = Dense.zeros(n, n);
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < n; i++) {
        axes.set(i, k, covariance.vectors().get(i, order[k]));
      }
    }
    return axes;
  }

  /** The leave-one-out error of predicting every axis by its mean. */
  private static double[] total(Dense along) {
    double[] sums = new double[along.columns()];
    double factor = (double) along.rows() / Math.max(1, along.rows() - 1);
    for (int i = 0; i < along.rows(); i++) {
      for (int k = 0; k < sums.length; k++) {
        double value = along.get(i, k) * factor;
        sums[k] += value * value;
      }
    }
    return sums;
  }

  private void tryPenalty(double penalty, Dense along, Dense moments, double[] error, double[] chosen, Dense best) {
    int rows = along.rows();
    int count = along.columns();
    Dense scaled = Dense.zeros(moments.rows(), count);
    double[] inverse = new double[gram.values().length];
    for (int d = 0; d < inverse.length; d++) {
      inverse[d] = 1 / (gram.values()[d] + penalty);
      for (int k = 0; k < count; k++) {
        scaled.set(d, k, moments.get(d, k) * inverse[d]);
      }
    }
    Dense predicted = turned.times(scaled);
    double[] errors = new double[count];
    for (int i = 0; i < rows; i++) {
      double leverage = 1.0 / rows;
      for (int d = 0; d < inverse.length; d++) {
        double value = turned.get(i, d);
        leverage += value * value * inverse[d];
      }
      double stay = Math.max(1e-6, 1 - leverage);
      for (int k = 0; k < count; k++) {
        double residual = (along.get(i, k) - predicted.get(i, k)) / stay;
        errors[k] += residual * residual;
        predicted.set(i, k, along.get(i, k) - residual);
      }
    }
    for (int k = 0; k < count; k++) {
      if (errors[k] < error[k]) {
        error[k] = errors[k];
        chosen[k] = penalty;
        for (int i = 0; i < rows; i++) {
          best.set(i, k, predicted.get(i, k));
        }
      }
    }
  }

  private static Dense transpose(Dense matrix) {
    Dense result = Dense.zeros(matrix.columns(), matrix.rows());
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.columns(); j++) {
        result.set(j, i, matrix.get(i, j));
      }
    }
    return result;
  }
}
