package io.roundhouse.routers.models.learn;

import io.roundhouse.routers.models.internal.Dense;

/**
 * A linear map with an offset. Immutable by convention.
 *
 * @param offsets what the map yields at the origin
 * @param weights by input and output, row after row, in single precision: half the memory to walk through
 */
@SuppressWarnings("ArrayRecordComponent") // written once, then only read
record Linear(double[] offsets, float[] weights) {

  static Linear of(double[] inputMeans, double[] outputMeans, Dense weights) {
    double[] offsets = outputMeans.clone();
    for (int d = 0; d < inputMeans.length; d++) {
      for (int j = 0; j < offsets.length; j++) {
        offsets[j] -= inputMeans[d] * weights.get(d, j);
      }
    }
    float[] narrow = new float[weights.values().length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) weights.values()[i];
    }
    return new Linear(offsets, narrow);
  }

  double[] apply(double[] input) {
    double[] output = offsets.clone();
    int width = output.length;
    for (int d = 0; d < input.length; d++) {
      double value = input[d];
      for (int j = 0; j < width; j++) {
        output[j] += value * weights[d * width + j];
      }
    }
    return output;
  }
}
