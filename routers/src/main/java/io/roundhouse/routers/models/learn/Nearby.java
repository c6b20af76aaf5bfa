package io.roundhouse.routers.models.learn;

import io.roundhouse.routers.models.internal.Dense;
import io.roundhouse.routers.models.internal.Symmetric;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The mean outcome of the training rows that are nearest in meaning (RouterBench and CARROT), in the {@value #DIMENSIONS} directions in
 * which the training texts differ most: as good as all of them and a sixth of the work, 10,000 rows in a fraction of a millisecond.
 * Immutable by convention.
 */
final class Nearby {

  private static final int DIMENSIONS = 64;
  private static final int FEW = 100;
  private static final int MANY = 250;

  private final float[][] directions; // by direction and number of the embedding
  private final float[] mean;
  private final float[][] places; // by direction and row: a search walks along rows
  private final float[][] outcomes; // by row and model

  Nearby(float[][] directions, float[] mean, float[][] places, float[][] outcomes) {
    this.directions = directions;
    this.mean = mean;
    this.places = places;
    this.outcomes = outcomes;
  }

  float[][] directions() {
    return directions;
  }

  float[] mean() {
    return mean;
  }

  float[][] places() {
    return places;
  }

  float[][] outcomes() {
    return outcomes;
  }

  static Nearby fit(List<Query> queries, double[][] quality) {
    Dense vectors = Dense.zeros(queries.size(), queries.getFirst().vector().length);
    for (int i = 0; i < vectors.rows(); i++) {
      for (int j = 0; j < vectors.columns(); j++) {
        vectors.set(i, j, queries.get(i).vector()[j]);
      }
    }
    double[] middle = vectors.means();
    Dense centred = vectors.minus(middle);
    Symmetric axes = Symmetric.of(centred.transposeTimes(centred));
    int[] order = IntStream.range(0, middle.length).boxed()
        .sorted((a, b) -> Double.compare(axes.values()[b], axes.values()[a])).limit(DIMENSIONS).mapToInt(Integer::intValue).toArray();
    float[][] directions = new float[order.length][middle.length];
    for (int k = 0; k < order.length; k++) {
      for (int j = 0; j < middle.length; j++) {
        directions[k][j] = (float) axes.vectors().get(j, order[k]);
      }
    }
    Nearby empty = new Nearby(directions, narrow(middle), new float[0][], new float[0][]);
    float[][] places = new float[order.length][queries.size()];
    float[][] outcomes = new float[queries.size()][];
    for (int i = 0; i < queries.size(); i++) {
      float[] place = empty.place(queries.get(i).vector());
      for (int k = 0; k < place.length; k++) {
        places[k][i] = place[k];
      }
      outcomes[i] = narrow(quality[i]);
    }
    return new Nearby(directions, empty.mean, places, outcomes);
  }

  private static float[] narrow(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  private float[] place(float[] vector) {
    float[] place = new float[directions.length];
    float squares = 1e-12f;
    for (int k = 0; k < place.length; k++) {
      float sum = 0;
      float[] direction = directions[k];
      for (int j = 0; j < vector.length; j++) {
        sum += direction[j] * (vector[j] - mean[j]);
      }
      place[k] = sum;
      squares += sum * sum;
    }
    float length = (float) Math.sqrt(squares);
    for (int k = 0; k < place.length; k++) {
      place[k] /= length;
    }
    return place;
  }

  private int rows() {
    return outcomes.length;
  }

  /** The means over a few and over many neighbours, in this order. */
  double[][] means(float[] vector) {
    return means(place(vector), -1);
  }

  /** The same for a training row, as if it were not there. */
  double[][] meansWithout(int row) {
    float[] place = new float[places.length];
    for (int k = 0; k < place.length; k++) {
      place[k] = places[k][row];
    }
    return means(place, row);
  }

  private double[][] means(float[] place, int without) {
    float[] closeness = new float[rows()];
    for (int k = 0; k < place.length; k++) {
      float factor = place[k];
      float[] along = places[k];
      for (int i = 0; i < closeness.length; i++) {
        closeness[i] += factor * along[i];
      }
    }
    if (without >= 0) {
      closeness[without] = Float.NEGATIVE_INFINITY;
    }
    int others = Math.max(1, rows() - (without >= 0 ? 1 : 0));
    int many = Math.clamp(rows() / 4, 1, Math.min(MANY, others));
    int few = Math.clamp(rows() / 8, 1, Math.min(FEW, many));
    int[] nearest = nearest(closeness, many);
    int models = outcomes[0].length;
    double[] sum = new double[models];
    double[] first = new double[models];
    for (int n = 0; n < many; n++) {
      float[] row = outcomes[nearest[n]];
      for (int j = 0; j < models; j++) {
        sum[j] += row[j];
      }
      if (n + 1 == few) {
        for (int j = 0; j < models; j++) {
          first[j] = sum[j] / few;
        }
      }
    }
    for (int j = 0; j < models; j++) {
      sum[j] /= many;
    }
    return new double[][] {first, sum};
  }

  /** The rows with the greatest closeness, greatest first; among equals the lower row. */
  private static int[] nearest(float[] closeness, int count) {
    long[] best = new long[count]; // a heap with the worst of the best on top
    int size = 0;
    for (int i = 0; i < closeness.length; i++) {
      long key = ((long) sortable(closeness[i]) << 32) | (0xffffffffL - i);
      if (size < count) {
        best[size++] = key;
        if (size == count) {
          Arrays.sort(best); // a sorted array is a heap
        }
      } else if (key > best[0]) {
        best[0] = key;
        sink(best);
      }
    }
    Arrays.sort(best, 0, size);
    int[] nearest = new int[size];
    for (int n = 0; n < size; n++) {
      nearest[n] = (int) (0xffffffffL - (best[size - 1 - n] & 0xffffffffL));
    }
    return nearest;
  }

  /** An integer that sorts as the number does. */
  private static int sortable(float value) {
    int bits = Float.floatToIntBits(value);
    return bits < 0 ? bits ^ 0x7fffffff : bits;
  }

  private static void sink(long[] heap) {
    int at = 0;
    long moved = heap[0];
    while (2 * at + 1 < heap.length) {
      int child = 2 * at + 1;
      if (child + 1 < heap.length && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= moved) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = moved;
  }
}
