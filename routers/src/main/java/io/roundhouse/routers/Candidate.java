package io.roundhouse.routers;

import org.jspecify.annotations.Nullable;

/**
 * Something a stage could have chosen. Immutable.
 *
 * @param score what the policy ranked it by, higher is better; comparable only within one stage of one decision; {@code null} if unscored
 * @param propensity the probability, 0 to 1, with which the policy chooses it here: for a deterministic policy 1 if chosen and 0 if not.
 *     Learning from logged decisions divides by it, so it must be the true one
 * @param predicted what the policy expects of it
 */
public record Candidate(String name, @Nullable Double score, double propensity, Estimate predicted) {

  /** Throws {@link RoutingException.Invalid} if the score is not a finite number or the propensity not a probability. */
  public Candidate {
    Checks.named("name of a candidate", name);
    Checks.fraction("the propensity of '" + name + "'", propensity);
    if (score != null && !Double.isFinite(score)) {
      throw new RoutingException.Invalid("the score of '%s' is %s; expected a finite number".formatted(name, score));
    }
  }

  /** Returns a candidate of a deterministic policy, about which nothing is predicted. */
  public static Candidate of(String name, @Nullable Double score, boolean chosen) {
    return new Candidate(name, score, chosen ? 1 : 0, Estimate.UNKNOWN);
  }
}
