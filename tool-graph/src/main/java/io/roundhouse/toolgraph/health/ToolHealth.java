package io.roundhouse.toolgraph.health;

import org.jspecify.annotations.Nullable;

/** Everything a board knows about one tool. Guarded by the board. */
final class ToolHealth {

  private static final int MILLION = 1_000_000;
  /** New values count one eighth; values are kept with four more binary digits so that small steps are not lost. */
  private static final int SHARE = 3;
  private static final int DIGITS = 4;

  final int slot;
  final Breaker breaker;
  @Nullable Breaker domain;
  long pausedUntil = Long.MIN_VALUE;
  @Nullable String risk;
  private long latency = -1;
  private long failures;

  ToolHealth(int slot, BreakerPolicy policy) {
    this.slot = slot;
    this.breaker = new Breaker(policy);
  }

  boolean isCallable(long now) {
    return now >= pausedUntil && breaker.isCallable(now) && (domain == null || domain.isCallable(now));
  }

  void acquire(long now) {
    breaker.acquire(now);
    if (domain != null) {
      domain.acquire(now);
    }
  }

  void releaseProbe() {
    breaker.release();
    if (domain != null) {
      domain.release();
    }
  }

  BreakerState state(long now) {
    BreakerState own = breaker.state(now);
    BreakerState shared = domain == null ? BreakerState.CLOSED : domain.state(now);
    return own == BreakerState.OPEN || shared == BreakerState.CLOSED ? own : shared;
  }

  long callableAt() {
    long own = Math.max(pausedUntil, breaker.callableAt());
    return domain == null ? own : Math.max(own, domain.callableAt());
  }

  boolean isSpotless() {
    return breaker.isSpotless() && (domain == null || domain.isSpotless());
  }

  void learnSuccess(long latencyMillis) {
    long value = Math.max(0, latencyMillis) << DIGITS;
    latency = latency < 0 ? value : latency + ((value - latency) >> SHARE);
    failures += (0 - failures) >> SHARE;
  }

  void learnFailure() {
    failures += (((long) MILLION << DIGITS) - failures) >> SHARE;
  }

  long latencyMillis() {
    return latency < 0 ? -1 : latency >> DIGITS;
  }

  int failurePpm() {
    return (int) (Math.max(0, failures) >> DIGITS);
  }
}
