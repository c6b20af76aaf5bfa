package io.roundhouse.routers.embedding;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** K-means on embeddings of length 1 (Lloyd's iteration from random rows). Immutable. */
public final class Clusters {

  private static final int ROUNDS = 15;
  private final float[][] centres;

  private Clusters(float[][] centres) {
    this.centres = centres;
  }

  /** Groups vectors, at least one, around at most {@code count} centres; the same vectors and seed yield the same centres. */
  public static Clusters fit(List<float[]> vectors, int count, long seed) {
    int most = Math.min(count, vectors.size());
    int[] order = shuffled(vectors.size(), new SplittableRandom(seed).nextLong());
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

  private static int[] shuffled(int size, long seed) {
    SplittableRandom draws = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + size);
    int[] order = new int[size];
    Arrays.setAll(order, i -> i);
    for (int i = size - 1; i > 0; i--) {
      int other = draws.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
    return order;
  }

  /** Returns copies of the centres. */
  public List<float[]> centres() {
    return Arrays.stream(centres).map(float[]::clone).toList();
  }

  /** Returns which centre is closest. */
  public int of(float[] vector) {
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

  /** Returns how many centres there are. */
  public int size() {
    return centres.length;
  }

  /** Returns the mean of each column of {@code values} by cluster, NaN left out; {@code otherwise} where a cluster has none. */
  public double[][] means(double[][] values, int[] cluster, double[] otherwise) {
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
