package io.roundhouse.routers.controller;

import io.roundhouse.routers.embedding.TextEmbedder;
import java.util.SplittableRandom;

/** Embeds into 16 numbers: a text points where its first word points, with noise by the rest. */
public final class KindEmbedder implements TextEmbedder {

  @Override
  public String name() {
    return "kind/1";
  }

  @Override
  public int dimensions() {
    return 16;
  }

  @Override
  public float[] embed(String text) {
    SplittableRandom draws = new SplittableRandom(text.hashCode());
    float[] vector = new float[16];
    double squares = 0;
    for (int d = 0; d < 16; d++) {
      vector[d] = (float) ((draws.nextDouble() - 0.5) * 0.3);
    }
    vector[Math.floorMod(text.split(" ")[0].hashCode(), 16)] += 1;
    for (float value : vector) {
      squares += value * value;
    }
    for (int d = 0; d < 16; d++) {
      vector[d] /= (float) Math.sqrt(squares);
    }
    return vector;
  }
}
