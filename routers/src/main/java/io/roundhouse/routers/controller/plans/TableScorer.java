package io.roundhouse.routers.controller.plans;

import io.roundhouse.routers.embedding.Vectors;
import java.util.List;

/**
 * The best plan for the kind of text: texts belong to the cluster or domain whose centre is closest, and each has its own utility of
 * every plan, pulled towards that of all texts where little is known (Composition of Experts, arXiv 2412.01868, with shrinkage). Immutable.
 */
public final class TableScorer implements StageScorer {

  private final List<float[]> centres;
  private final double[][] utility;

  private TableScorer(List<float[]> centres, double[][] utility) {
    this.centres = centres;
    this.utility = utility;
  }

  /**
   * Returns a scorer.
   *
   * @param centres one vector for each kind of text, at least one
   * @param utility by kind of text and plan
   */
  public static TableScorer of(List<float[]> centres, double[][] utility) {
    if (centres.isEmpty() || centres.size() != utility.length) {
      throw new IllegalArgumentException(
          "a table has %d centres and %d rows; expected as many of both, and at least one".formatted(centres.size(), utility.length));
    }
    return new TableScorer(List.copyOf(centres), utility.clone());
  }

  /** Returns the centres. */
  public List<float[]> centres() {
    return centres;
  }

  /** Returns a copy of the utilities, by kind of text and plan. */
  public double[][] utility() {
    return utility.clone();
  }

  /** Returns the kind of a text: the index of the closest centre. */
  public int kind(float[] vector) {
    int best = 0;
    float closest = Float.NEGATIVE_INFINITY;
    for (int c = 0; c < centres.size(); c++) {
      float closeness = Vectors.dot(vector, centres.get(c));
      if (closeness > closest) {
        closest = closeness;
        best = c;
      }
    }
    return best;
  }

  @Override
  public double[] score(float[] vector, Fork fork) {
    return FixedScorer.best(utility[kind(vector)], fork);
  }
}
