package io.roundhouse.routers.agents;

import java.util.List;

/** Arithmetic on vectors of equal length. */
final class Vectors {

  private Vectors() {}

  /** In four strands, which the processor runs side by side. */
  static float dot(float[] one, float[] other) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = 0;
    for (; i + 3 < one.length; i += 4) {
      a += one[i] * other[i];
      b += one[i + 1] * other[i + 1];
      c += one[i + 2] * other[i + 2];
      d += one[i + 3] * other[i + 3];
    }
    for (; i < one.length; i++) {
      a += one[i] * other[i];
    }
    return a + b + c + d;
  }

  /** Adds {@code factor * other} to {@code sum}. */
  static void add(float[] sum, float factor, float[] other) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * other[i];
    }
  }

  static float[] times(float factor, float[] vector) {
    float[] product = new float[vector.length];
    add(product, factor, vector);
    return product;
  }

  /** The vector at length 1; one of length 0 stays as it is. */
  static float[] unit(float[] vector) {
    double length = Math.sqrt(dot(vector, vector));
    return length == 0 ? vector : times((float) (1 / length), vector);
  }

  /** The mean of {@code vector . each} over {@code others}; 0 if there are none. */
  static float meanDot(float[] vector, List<float[]> others) {
    double sum = 0;
    for (float[] other : others) {
      sum += dot(vector, other);
    }
    return others.isEmpty() ? 0 : (float) (sum / others.size());
  }
}
