package io.roundhouse.routers.models.eval;

import io.roundhouse.routers.embedding.Vectors;
import io.roundhouse.routers.models.outcomes.Outcomes;
import java.util.Arrays;
import java.util.List;

/** The mean of the nearest training rows, by the cosine of their embeddings. */
final class Neighbours {

  private Neighbours() {}

  /** The indices of the {@code count} nearest rows, nearest first. */
  static int[] nearest(float[] vector, List<float[]> rows, int count) {
    long[] ranked = new long[rows.size()];
    for (int i = 0; i < ranked.length; i++) {
      int closeness = Math.round((1 - Vectors.dot(vector, rows.get(i))) * 1_000_000_000);
      ranked[i] = ((long) closeness << 32) | i;
    }
    Arrays.sort(ranked);
    int[] nearest = new int[Math.min(count, ranked.length)];
    for (int i = 0; i < nearest.length; i++) {
      nearest[i] = (int) ranked[i];
    }
    return nearest;
  }

  /** Means over the first {@code count} of {@code nearest}; a score that no neighbour has is the model's mean. */
  static double[] mean(double[][] values, int[] nearest, int count, double[] otherwise) {
    double[] sums = new double[otherwise.length];
    int[] known = new int[otherwise.length];
    for (int k = 0; k < Math.min(count, nearest.length); k++) {
      double[] row = values[nearest[k]];
      for (int j = 0; j < sums.length; j++) {
        if (!Double.isNaN(row[j])) {
          sums[j] += row[j];
          known[j]++;
        }
      }
    }
    for (int j = 0; j < sums.length; j++) {
      sums[j] = known[j] == 0 ? otherwise[j] : sums[j] / known[j];
    }
    return sums;
  }

  /** Of {@code counts}, the number of neighbours that predicts the last fifth of the training rows best from the others. */
  static int bestCount(Trial trial, int[] counts) {
    Outcomes training = trial.training();
    int cut = Math.max(1, training.size() * 4 / 5);
    List<float[]> rows = trial.trainingVectors().subList(0, cut);
    double[] means = training.meanQuality();
    double[] errors = new double[counts.length];
    for (int i = cut; i < training.size(); i++) {
      int[] nearest = nearest(trial.trainingVectors().get(i), rows, counts[counts.length - 1]);
      for (int c = 0; c < counts.length; c++) {
        double[] predicted = mean(training.quality(), nearest, counts[c], means);
        for (int j = 0; j < predicted.length; j++) {
          double off = training.quality()[i][j] - predicted[j];
          errors[c] += Double.isNaN(off) ? 0 : off * off;
        }
      }
    }
    int best = 0;
    for (int c = 1; c < counts.length; c++) {
      best = errors[c] < errors[best] ? c : best;
    }
    return counts[best];
  }
}
