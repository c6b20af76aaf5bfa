package io.roundhouse.routers.models;

import io.roundhouse.routers.RoutingException;

/**
 * What a caller would trade quality for (the flags of Tryage, arXiv 2308.11601). Quality runs from 0 to 1. Immutable.
 *
 * @param perDollar how much quality a dollar more has to bring: 0 if money is no object; 20 asks 0.02 of a tenth of a cent
 * @param perSecond how much quality a second of waiting is worth
 * @param perJoule how much quality a joule is worth
 */
public record Goal(double perDollar, double perSecond, double perJoule) {

  /** The best answer at any price. */
  public static final Goal BEST = new Goal(0, 0, 0);

  /** A tenth of a cent more has to bring 0.02 more quality. */
  public static final Goal BALANCED = new Goal(20, 0, 0);

  /** The cheapest model unless another is very much better for very little. */
  public static final Goal CHEAP = new Goal(10_000, 0, 0);

  /** Throws {@link RoutingException.Invalid} if a weight is negative or not a number. */
  public Goal {
    if (!(perDollar >= 0 && perSecond >= 0 && perJoule >= 0)) {
      throw new RoutingException.Invalid("a goal weighs a dollar %s, a second %s and a joule %s; expected zero or more each"
          .formatted(perDollar, perSecond, perJoule));
    }
  }

  /** Returns this goal with another weight of money. */
  public Goal withPerDollar(double weight) {
    return new Goal(weight, perSecond, perJoule);
  }

  /** Returns what quality, price and state of an offer are worth together. */
  public double utility(double quality, double dollars, ModelOffer.State state) {
    double seconds = state.latency() == null ? 0 : state.latency().toMillis() / 1000.0;
    return quality - perDollar * dollars - perSecond * seconds - perJoule * state.joulesPerCall();
  }
}
