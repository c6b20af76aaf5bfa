package io.roundhouse.routers.models.limits;

import io.roundhouse.routers.RoutingException;

/**
 * Keeps repetitions from multiplying an outage: every first call earns a fraction of a repetition, every repetition costs a whole
 * one. Immutable; shared by all calls to one provider by replacing it.
 *
 * @param earned repetitions that may still be made, 0 to {@code most}
 * @param share what a first call earns, 0 to 1; 0.2 allows one repetition for five calls
 * @param most how much can be saved up, and what there is to begin with
 */
public record RetryBudget(double earned, double share, double most) {

  /** Throws {@link RoutingException.Invalid} if a number is out of range. */
  public RetryBudget {
    if (!(share >= 0 && share <= 1) || !(most >= 0) || !(earned >= 0 && earned <= most)) {
      throw new RoutingException.Invalid("a retry budget has %s of %s and earns %s; expected 0 to the most, and 0 to 1"
          .formatted(earned, most, share));
    }
  }

  /** Returns a full budget of ten repetitions that earns one for five calls. */
  public static RetryBudget ofDefaults() {
    return new RetryBudget(10, 0.2, 10);
  }

  /** Returns the budget after a first call. */
  public RetryBudget called() {
    return new RetryBudget(Math.min(most, earned + share), share, most);
  }

  /** Returns whether a repetition may be made now. */
  public boolean allows() {
    return earned >= 1;
  }

  /** Returns the budget after a repetition. */
  public RetryBudget repeated() {
    return new RetryBudget(Math.max(0, earned - 1), share, most);
  }
}
