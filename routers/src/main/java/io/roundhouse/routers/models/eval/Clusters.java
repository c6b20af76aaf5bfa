package io.roundhouse.routers.models.eval;

import io.roundhouse.routers.embedding.Vectors;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** K-means on embeddings of length 1 (Lloyd's iteration from random rows). */
final class Clusters {

  private static final int ROUNDS = 15;
  private final float[][] centres;

  private Clusters(float[][] centres) {
    this.centres = centres;
  }

  static Clusters fit(List<float[]> vectors, int count, long seed) {
    int most = Math.min(count, vectors.size());
    int[] order = Trial.shuffled(vectors.size(), new SplittableRandom(seed).nextLong());
    float[][] centres = new float[most][];
    for (int c = 0; c < most; c++) {
      centres[c] = vectors.get(order[c]).clone();
    }
    Clusters clusters = new Clusters(centres);
    for (int round = 0; round < ROUNDS; round++) {
      double[][] sums = new double[most][centres[0].length];
      for (float[] vector : vectors) {
        double[] sum = sums[clusters.of(vector)];
        for (int j = 0; j < sum.length; j++) {
          sum[j] += vector[j];
        }
      }
      for (int c = 0; c < most; c++) {
        double length = Math.sqrt(Arrays.stream(sums[c]).map(value -> value * value).sum());
        for (int j = 0; length > 0 && j < sums[c].length; j++) {
          centres[c][j] = (float) (sums[c][j] / length);
        }
      }
    }
    return clusters;
  }

  int of(float[] vector) {
    int best = 0;
    float closest = Float.NEGATIVE_INFINITY;
    for (int c = 0; c < centres.length; c++) {
      float closeness = Vectors.dot(vector, centres[c]);
      if (closeness > closest) {
        closest = closeness;
        best = c;
      }
    }
    return best;
  }

  int size() {
    return centres.length;
  }

  double[][] means(double[][] values, int[] cluster, double[] otherwise) {
    double[][] sums = new double[centres.length][otherwise.length];
    int[][] known = new int[centres.length][otherwise.length];
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < otherwise.length; j++) {
        if (!Double.isNaN(values[i][j])) {
          sums[cluster[i]][j] += values[i][j];
          known[cluster[i]][j]++;
        }
      }
    }
    for (int c = 0; c < sums.length; c++) {
      for (int j = 0; j < otherwise.length; j++) {
        sums[c][j] = known[c][j] == 0 ? otherwise[j] : sums[c][j] / known[c][j];
      }
    }
    return sums;
  }
}
