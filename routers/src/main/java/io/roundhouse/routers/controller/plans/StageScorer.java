package io.roundhouse.routers.controller.plans;

import org.jspecify.annotations.Nullable;

/** Says what the branches of a fork are worth for a text. Pure, immutable and safe to share; microseconds of CPU time. */
@FunctionalInterface
public interface StageScorer {

  /**
   * Scores every branch.
   *
   * @param vector the text's embedding; not to be changed
   * @return a finite number for each branch, higher is better
   */
  double[] score(float[] vector, Fork fork);

  /** Returns how sure the scorer is of a branch, 0 to 1, given its scores; {@code null} if it has no notion of it. */
  default @Nullable Double confidence(double[] scores, int branch) {
    return null;
  }
}
