package io.roundhouse.routers.embedding;

import java.util.List;

/**
 * Turns text into vectors whose dot product says how close two texts are in meaning. A function of the text alone: the same text
 * yields the same vector, whatever else is embedded. Safe to share between threads. Not for event loops: a vector may cost
 * milliseconds of CPU time.
 */
public interface TextEmbedder {

  /** Names the model and how it is applied; vectors of embedders with different names must not be compared. */
  String name();

  /** Returns how many numbers a vector has. */
  int dimensions();

  /**
   * Returns the vector of one text, of length 1. Any text has one, also a blank one. The array may be shared with other callers:
   * copy it before writing to it.
   */
  float[] embed(String text);

  /** Returns the vectors of several texts, in their order. */
  default List<float[]> embedAll(List<String> texts) {
    return texts.stream().map(this::embed).toList();
  }
}
