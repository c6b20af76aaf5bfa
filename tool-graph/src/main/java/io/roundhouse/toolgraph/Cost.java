package io.roundhouse.toolgraph;

/**
 * What one call of a tool is expected to cost: {@code priceMicros} in millionths of the currency unit, {@code latencyMillis} of waiting,
 * and {@code failurePpm} failures per million calls. Immutable; whole numbers only, so that plans are equal on every machine.
 */
public record Cost(long priceMicros, long latencyMillis, int failurePpm) {

  /** The largest price or latency that is accepted: 10^15, which leaves room to add up a thousand of them. */
  public static final long MAX = 1_000_000_000_000_000L;

  /** Costs nothing and takes no time. */
  public static final Cost FREE = new Cost(0, 0, 0);

  /** Throws {@link GraphException.Invalid} if a part is negative or too large. */
  public Cost {
    check("price", priceMicros, MAX);
    check("latency", latencyMillis, MAX);
    check("failure rate", failurePpm, 1_000_000);
  }

  /** Returns a cost that is only a price, in millionths of the currency unit. */
  public static Cost ofMicros(long priceMicros) {
    return new Cost(priceMicros, 0, 0);
  }

  /** Returns a cost that is only a price, in currency units; it is rounded to the nearest millionth. */
  public static Cost ofPrice(double price) {
    if (Double.isNaN(price) || Double.isInfinite(price) || price < 0 || price * 1e6 > MAX) {
      throw new GraphException.Invalid("price %s is not usable: expected a number from 0 to %d".formatted(price, MAX / 1_000_000));
    }
    return ofMicros(Math.round(price * 1e6));
  }

  /** Returns this cost with another expected latency. */
  public Cost withLatencyMillis(long millis) {
    return new Cost(priceMicros, millis, failurePpm);
  }

  /** Returns this cost with another failure rate, in failures per million calls. */
  public Cost withFailurePpm(int ppm) {
    return new Cost(priceMicros, latencyMillis, ppm);
  }

  private static void check(String part, long value, long max) {
    if (value < 0 || value > max) {
      throw new GraphException.Invalid("%s %d is not usable: expected a whole number from 0 to %d".formatted(part, value, max));
    }
  }
}
