package io.roundhouse.routers.controller.network;

import io.roundhouse.routers.controller.plans.Fork;
import io.roundhouse.routers.controller.plans.StageScorer;
import org.jspecify.annotations.Nullable;

/**
 * MasRouter's cascade (arXiv 2502.11133) as it decides here. Text, modes, roles and models are projected from their embeddings to 64
 * numbers; mode, number, roles one after the other and models are chosen by closeness to a context of the text, the inferred task and
 * everything chosen before. Unlike the paper's network it learns how sharply to choose, knows the mode when it chooses the number, infers
 * the task from the text, takes the best branch instead of drawing one, and is only asked about branches that exist.
 *
 * <p>Immutable and safe to share; a fork takes some ten microseconds.
 */
public final class CascadeNetwork implements StageScorer {

  private final Vocabulary words;
  private final int deep;
  private final double[] theta;
  private final Options options;

  private CascadeNetwork(Vocabulary words, int deep, double[] theta) {
    this.words = words;
    this.deep = deep;
    this.theta = theta;
    this.options = new Options(words, new Layout(words, deep), theta);
  }

  /**
   * Returns a network with these numbers.
   *
   * @param deep how many numbers embeddings are projected to
   * @param theta as {@link #theta()} gave them
   */
  public static CascadeNetwork of(Vocabulary words, int deep, double[] theta) {
    int expected = new Layout(words, deep).size;
    if (theta.length != expected) {
      throw new IllegalArgumentException("a network of this vocabulary has %d numbers; got %d".formatted(expected, theta.length));
    }
    return new CascadeNetwork(words, deep, theta.clone());
  }

  /** Returns what it can tell apart. */
  public Vocabulary words() {
    return words;
  }

  /** Returns how many numbers embeddings are projected to. */
  public int deep() {
    return deep;
  }

  /** Returns a copy of all its numbers. */
  public double[] theta() {
    return theta.clone();
  }

  /** Returns how likely each task of the vocabulary is, given the text alone. */
  public double[] tasks(float[] vector) {
    return new Reading(options, vector).tasks.clone();
  }

  /** Returns the logarithm of each branch's probability. */
  @Override
  public double[] score(float[] vector, Fork fork) {
    double[] probabilities = new Head(options, new Reading(options, vector), Prefix.of(words, fork)).probabilities;
    double[] scores = new double[probabilities.length];
    for (int b = 0; b < scores.length; b++) {
      scores[b] = Math.log(Math.max(probabilities[b], Double.MIN_NORMAL));
    }
    return scores;
  }

  @Override
  public @Nullable Double confidence(double[] scores, int branch) {
    return Math.clamp(Math.exp(scores[branch]), 0, 1);
  }
}
