package io.roundhouse.toolgraph;

/**
 * How the parts of a {@link Cost} add up to the one number that a plan minimises: the price in micro-units times {@code price}, plus the
 * latency in milliseconds times {@code latency}, plus the failure rate in ppm times {@code failure}. Immutable.
 */
public record CostWeights(int price, int latency, int failure) {

  /** The largest weight that is accepted. */
  public static final int MAX = 1_000_000;

  /** Throws {@link GraphException.Invalid} if a weight is negative or above {@link #MAX}. */
  public CostWeights {
    if (Math.min(price, Math.min(latency, failure)) < 0 || Math.max(price, Math.max(latency, failure)) > MAX) {
      throw new GraphException.Invalid(
          "weights %d, %d, %d are not usable: expected whole numbers from 0 to %d".formatted(price, latency, failure, MAX));
    }
  }

  /** Returns the default: the price counts, latency and failure rate do not. */
  public static CostWeights ofDefaults() {
    return new CostWeights(1, 0, 0);
  }

  /** Returns these weights with another weight per millisecond of latency. */
  public CostWeights withLatency(int weight) {
    return new CostWeights(price, weight, failure);
  }

  /** Returns these weights with another weight per failure in a million calls. */
  public CostWeights withFailure(int weight) {
    return new CostWeights(price, latency, weight);
  }

  /** Returns true if latency or failure rate count, so that learned values change plans. */
  public boolean isLearning() {
    return latency != 0 || failure != 0;
  }

  /** Returns the weighted sum; throws {@link ArithmeticException} on overflow. */
  public long weigh(long priceMicros, long latencyMillis, long failurePpm) {
    long sum = Math.multiplyExact(priceMicros, (long) price);
    sum = Math.addExact(sum, Math.multiplyExact(latencyMillis, (long) latency));
    return Math.addExact(sum, Math.multiplyExact(failurePpm, (long) failure));
  }
}
