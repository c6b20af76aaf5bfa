package io.roundhouse.runtime.models;

/**
 * Keeps retries from drowning an endpoint that is in trouble: each call earns a fifth of a retry, up to ten saved ones. Thread-safe.
 *
 * <p>The idea is Finagle's: with many calls failing, at most a fifth more load reaches the endpoint.
 */
public final class RetryBudget {

  private static final int PER_RETRY = 5;
  private static final int MOST = 10 * PER_RETRY;

  private int saved = MOST;

  /** A budget of ten retries to begin with. */
  public RetryBudget() {}

  /** Counts a call. */
  public synchronized void earn() {
    saved = Math.min(MOST, saved + 1);
  }

  /** Takes a retry; false if none is left. */
  public synchronized boolean spend() {
    if (saved < PER_RETRY) {
      return false;
    }
    saved -= PER_RETRY;
    return true;
  }
}
