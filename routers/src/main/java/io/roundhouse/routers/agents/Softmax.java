package io.roundhouse.routers.agents;

/** Scores as probabilities. */
final class Softmax {

  private Softmax() {}

  /** Probabilities that sum to 1; a higher temperature brings them closer to each other. */
  static double[] of(float[] scores, double temperature) {
    double max = Double.NEGATIVE_INFINITY;
    for (float score : scores) {
      max = Math.max(max, score);
    }
    double[] chances = new double[scores.length];
    double sum = 0;
    for (int k = 0; k < scores.length; k++) {
      chances[k] = Math.exp((scores[k] - max) / temperature);
      sum += chances[k];
    }
    for (int k = 0; k < scores.length; k++) {
      chances[k] /= sum;
    }
    return chances;
  }

  static int best(float[] scores) {
    int best = 0;
    for (int k = 1; k < scores.length; k++) {
      if (scores[k] > scores[best]) {
        best = k;
      }
    }
    return best;
  }
}
