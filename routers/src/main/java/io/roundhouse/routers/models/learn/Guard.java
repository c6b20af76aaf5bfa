package io.roundhouse.routers.models.learn;

import io.roundhouse.routers.models.plane.Sweep;

/**
 * Not worse than the best static choice: at every exchange rate between dollars and quality it says whether left-out rows showed the
 * learned choice to be at least as good as one model for all. Where not, that model is taken. Immutable by convention.
 *
 * @param rates a ladder of rates, rising from 0
 * @param fixed for each rate the model that is always taken there, or -1 to trust what was learned
 */
@SuppressWarnings("ArrayRecordComponent") // written once, then only read
record Guard(double[] rates, int[] fixed) {

  static final int LEARNED = -1;
  /** By how many standard errors learning has to be ahead. With 1 the guard gave away 0.001 of AIQ where learning helps. */
  static final double STANDARD_ERRORS = 0;

  static Guard none() {
    return new Guard(new double[] {0}, new int[] {LEARNED});
  }

  /** Compares left-out predictions with the best static choice at each rate. */
  static Guard of(double[] rates, double[][] predicted, double[][] cost, int[] pool, double[][] quality, double[][] paid,
      double standardErrors) {
    int[] fixed = new int[rates.length];
    for (int r = 0; r < rates.length; r++) {
      int best = bestStatic(rates[r], quality, paid);
      int[] chosen = Sweep.chooseAll(predicted, cost, rates[r], pool);
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < chosen.length; i++) {
        double gain = quality[i][chosen[i]] - quality[i][best] - rates[r] * (paid[i][chosen[i]] - paid[i][best]);
        sum += gain;
        squares += gain * gain;
      }
      double mean = sum / chosen.length;
      double error = Math.sqrt(Math.max(0, squares / chosen.length - mean * mean) / chosen.length);
      fixed[r] = mean < standardErrors * error ? best : LEARNED;
    }
    return new Guard(rates, fixed);
  }

  private static int bestStatic(double rate, double[][] quality, double[][] paid) {
    int best = 0;
    double bestUtility = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < quality[0].length; j++) {
      double utility = 0;
      for (int i = 0; i < quality.length; i++) {
        utility += quality[i][j] - rate * paid[i][j];
      }
      if (utility > bestUtility) {
        bestUtility = utility;
        best = j;
      }
    }
    return best;
  }

  /** The model that is always taken at {@code rate}, or {@link #LEARNED}. */
  int at(double rate) {
    int step = 0;
    while (step + 1 < rates.length && rates[step + 1] <= rate) {
      step++;
    }
    if (step + 1 < rates.length && rate > 0 && rates[step] > 0 && rates[step + 1] / rate < rate / rates[step]) {
      step++;
    }
    return fixed[step];
  }
}
