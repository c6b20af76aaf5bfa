package io.roundhouse.toolgraph.plan;

import io.roundhouse.toolgraph.GraphException;

/**
 * What a plan may use at most. Immutable.
 *
 * @param maxPriceMicros the sum of the prices of all steps, in millionths of the currency unit
 * @param maxLatencyMillis the expected time from the first call to the last answer when independent steps run at the same time
 */
public record Limits(long maxPriceMicros, long maxLatencyMillis) {

  /** No limit at all. */
  public static final Limits NONE = new Limits(Long.MAX_VALUE, Long.MAX_VALUE);

  /** Throws {@link GraphException.Invalid} if a limit is negative. */
  public Limits {
    if (maxPriceMicros < 0 || maxLatencyMillis < 0) {
      throw new GraphException.Invalid(
          "limits need max-price-micros and max-latency-millis >= 0, but have %d and %d".formatted(maxPriceMicros, maxLatencyMillis));
    }
  }

  /** Returns these limits with another budget. */
  public Limits withMaxPriceMicros(long micros) {
    return new Limits(micros, maxLatencyMillis);
  }

  /** Returns these limits with another deadline. */
  public Limits withMaxLatencyMillis(long millis) {
    return new Limits(maxPriceMicros, millis);
  }

  /** Returns true if nothing is limited. */
  public boolean isNone() {
    return maxPriceMicros == Long.MAX_VALUE && maxLatencyMillis == Long.MAX_VALUE;
  }
}
