package io.roundhouse.routers.embedding;

import java.util.ArrayList;
import java.util.List;

/** Embeds by length, and remembers what it was asked. */
final class CountingEmbedder implements TextEmbedder {

  final List<String> asked = new ArrayList<>();

  @Override
  public String name() {
    return "length/1";
  }

  @Override
  public int dimensions() {
    return 2;
  }

  @Override
  public float[] embed(String text) {
    asked.add(text);
    double angle = text.length() / 10.0;
    return new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
  }
}
