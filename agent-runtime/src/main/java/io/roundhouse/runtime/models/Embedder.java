package io.roundhouse.runtime.models;

import io.vertx.core.Future;

/** Turns text into a vector whose direction stands for the meaning. Implementations are thread-safe and never block an event loop. */
@FunctionalInterface
public interface Embedder {

  /** The vector of a text; all have the same length. */
  Future<float[]> embed(String text);
}
