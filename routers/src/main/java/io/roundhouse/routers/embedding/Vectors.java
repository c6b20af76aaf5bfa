package io.roundhouse.routers.embedding;

import java.util.List;

/** Arithmetic on embeddings, which are vectors of equal length. Nothing here keeps or changes what it is given but {@link #add}. */
public final class Vectors {

  private Vectors() {}

  /** The sum of the products; in four strands, which the processor runs side by side. */
  public static float dot(float[] one, float[] other) {
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
  public static void add(float[] sum, float factor, float[] other) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * other[i];
    }
  }

  /** {@code factor * vector}. */
  public static float[] times(float factor, float[] vector) {
    float[] product = new float[vector.length];
    add(product, factor, vector);
    return product;
  }

  /** The vector at length 1; one of length 0 stays as it is. */
  public static float[] unit(float[] vector) {
    double length = Math.sqrt(dot(vector, vector));
    return length == 0 ? vector : times((float) (1 / length), vector);
  }

  /** The mean of {@code vector . each} over {@code others}; 0 if there are none. */
  public static float meanDot(float[] vector, List<float[]> others) {
    double sum = 0;
    for (float[] other : others) {
      sum += dot(vector, other);
    }
    return others.isEmpty() ? 0 : (float) (sum / others.size());
  }
}
