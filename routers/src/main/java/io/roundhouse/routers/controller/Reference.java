package io.roundhouse.routers.controller;

import io.roundhouse.routers.embedding.Vectors;
import java.util.List;

/**
 * What requests and rewards were like in training, so that change can be noticed. Immutable by convention.
 *
 * @param centre the mean embedding, at length 1
 * @param distance how far texts lay from it on average: 1 minus the cosine
 * @param distanceSpread the standard deviation of that
 * @param utility the mean utility of what was carried out
 * @param utilitySpread the standard deviation of that
 */
@SuppressWarnings("ArrayRecordComponent") // written once, then only read
public record Reference(float[] centre, double distance, double distanceSpread, double utility, double utilitySpread) {

  private static final double LEAST_SPREAD = 1e-3;

  /** Returns the reference of these texts and utilities; at least one text. */
  public static Reference of(List<float[]> vectors, double[] utilities) {
    float[] sum = new float[vectors.getFirst().length];
    vectors.forEach(vector -> Vectors.add(sum, 1, vector));
    float[] centre = Vectors.unit(sum);
    double[] distances = vectors.stream().mapToDouble(vector -> 1 - Vectors.dot(centre, vector)).toArray();
    return new Reference(centre, mean(distances), spread(distances), mean(utilities), spread(utilities));
  }

  /** Returns how far a text lies from the centre. */
  public double distanceTo(float[] vector) {
    return 1 - Vectors.dot(centre, vector);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return values.length == 0 ? 0 : sum / values.length;
  }

  private static double spread(double[] values) {
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.max(LEAST_SPREAD, values.length < 2 ? 1 : Math.sqrt(squares / (values.length - 1)));
  }
}
