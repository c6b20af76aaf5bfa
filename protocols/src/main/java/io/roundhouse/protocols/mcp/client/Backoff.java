package io.roundhouse.protocols.mcp.client;

import java.time.Duration;

/** Waits that double from {@code initial} up to {@code max}, without chance in them. Immutable. */
public record Backoff(Duration initial, Duration max) {

  public Backoff {
    if (initial.isNegative() || initial.isZero() || max.compareTo(initial) < 0) {
      throw new IllegalArgumentException("backoff is " + initial + " to " + max + ", expected a positive wait and a longest one");
    }
  }

  /** From half a second to half a minute. */
  public static Backoff ofDefaults() {
    return new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));
  }

  /** The wait before the attempt after {@code failures} failed ones. */
  public Duration after(int failures) {
    long factor = 1L << Math.min(Math.max(failures, 0), 30);
    Duration wait = initial.multipliedBy(factor);
    return wait.compareTo(max) < 0 ? wait : max;
  }
}
