package io.roundhouse.toolgraph.health;

/** One breaker: closed, open for a while, then half-open with one probe at a time. Guarded by its board. */
final class Breaker {

  private final BreakerPolicy policy;
  private boolean open;
  private int failures;
  private long openUntil;
  private long nextOpenMillis;
  private long probeUntil = Long.MIN_VALUE;

  Breaker(BreakerPolicy policy) {
    this.policy = policy;
    this.nextOpenMillis = policy.openMillis();
  }

  BreakerState state(long now) {
    if (!open) {
      return BreakerState.CLOSED;
    }
    return now < openUntil ? BreakerState.OPEN : BreakerState.HALF_OPEN;
  }

  boolean isCallable(long now) {
    return !open || (now >= openUntil && now >= probeUntil);
  }

  /** Takes the probe if the breaker is half-open; only after {@link #isCallable} said yes. */
  void acquire(long now) {
    if (open) {
      probeUntil = now + policy.probeMillis();
    }
  }

  /** Gives an unused probe back. */
  void release() {
    probeUntil = Long.MIN_VALUE;
  }

  /** Notes a success; an open breaker ignores it, because it is the late answer of a call from before. */
  void success(long now) {
    if (state(now) != BreakerState.OPEN) {
      close();
    }
  }

  void close() {
    open = false;
    failures = 0;
    nextOpenMillis = policy.openMillis();
    probeUntil = Long.MIN_VALUE;
  }

  /** Notes a failure; a failed probe and an outage open the breaker at once. */
  void failure(boolean outage, long now) {
    failures++;
    BreakerState state = state(now);
    if (state == BreakerState.HALF_OPEN || (state == BreakerState.CLOSED && (outage || failures >= policy.failureThreshold()))) {
      trip(now);
    }
  }

  void trip(long now) {
    open = true;
    openUntil = now + nextOpenMillis;
    nextOpenMillis = Math.min(policy.maxOpenMillis(), nextOpenMillis * 2);
    probeUntil = Long.MIN_VALUE;
  }

  /** Ends the open time, so that the next call is a probe. */
  void endOpenTime(long now) {
    openUntil = Math.min(openUntil, now);
  }

  /** Returns true if nothing has gone wrong since the last success. */
  boolean isSpotless() {
    return !open && failures == 0;
  }

  /** Returns when the next call may go through, if time alone decides. */
  long callableAt() {
    return open ? Math.max(openUntil, probeUntil) : Long.MIN_VALUE;
  }
}
