package io.roundhouse.routers.controller.learn;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request with everything that was tried on it. Immutable by convention.
 *
 * @param domain {@code null} if nobody knows it
 * @param trials what was carried out and judged
 */
@SuppressWarnings("ArrayRecordComponent") // written once, then only read
record Query(float[] vector, @Nullable String domain, List<Trial> trials) {

  /** A weight of more than this is cut: a rare choice must not outvote everything else. */
  static final double MOST_WEIGHT = 20;

  Query {
    trials = List.copyOf(trials);
  }

  /**
   * One plan that was carried out.
   *
   * @param plan its place in the book
   * @param propensity the probability with which it was; 1 in a shadow run
   * @param drawn whether anything was left to chance or it was a shadow run, so that comparing plans by it is fair
   */
  record Trial(int plan, double utility, double propensity, boolean drawn) {

    double weight() {
      return Math.min(MOST_WEIGHT, 1 / propensity);
    }
  }

  /** Whether plans can be compared fairly on this request. */
  boolean isFair() {
    return trials.stream().anyMatch(Trial::drawn);
  }

  /** What each plan is worth here: what a model expects, corrected by what was seen (doubly robust). */
  double[] rewards(double[] expected) {
    double[] rewards = expected.clone();
    for (Trial trial : trials) {
      if (trial.drawn()) {
        rewards[trial.plan()] = expected[trial.plan()] + trial.weight() * (trial.utility() - expected[trial.plan()]);
      }
    }
    return rewards;
  }
}
