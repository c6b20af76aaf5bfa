package io.roundhouse.routers.agents;

import io.roundhouse.routers.embedding.Vectors;

/** One linear score per class: {@code weights[k] . x + bias[k]}. Treated as immutable. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Head(float[][] weights, float[] bias) {

  float[] scores(float[] x) {
    float[] scores = new float[bias.length];
    for (int k = 0; k < scores.length; k++) {
      scores[k] = Vectors.dot(weights[k], x) + bias[k];
    }
    return scores;
  }
}
