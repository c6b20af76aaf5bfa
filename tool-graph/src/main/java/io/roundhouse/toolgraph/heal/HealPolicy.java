package io.roundhouse.toolgraph.heal;

import io.roundhouse.toolgraph.GraphException;
import io.roundhouse.toolgraph.plan.Limits;

/**
 * How patient a run is. Immutable.
 *
 * @param maxAttempts calls of one tool in a row before it is given up in this run
 * @param backoffMillis wait before the second attempt; doubled for every further one
 * @param maxBackoffMillis the longest wait between attempts
 * @param maxUndoAttempts calls of an undo tool before a person is asked
 * @param maxWaitMillis how long a run waits for a paused tool when there is no other route
 * @param limits what the whole run may use, counting what it has used already
 */
public record HealPolicy(int maxAttempts, long backoffMillis, long maxBackoffMillis, int maxUndoAttempts, long maxWaitMillis,
    Limits limits) {

  /** Throws {@link GraphException.Invalid} if a number is out of range. */
  public HealPolicy {
    if (maxAttempts < 1 || backoffMillis < 0 || maxBackoffMillis < backoffMillis || maxUndoAttempts < 1 || maxWaitMillis < 0) {
      throw new GraphException.Invalid(
          "heal policy needs max-attempts >= 1, backoff-millis >= 0, max-backoff-millis >= backoff-millis, max-undo-attempts >= 1 and"
              + " max-wait-millis >= 0, but has %d, %d, %d, %d, %d"
                  .formatted(maxAttempts, backoffMillis, maxBackoffMillis, maxUndoAttempts, maxWaitMillis));
    }
  }

  /** Returns the defaults: 3 attempts, 100 ms doubling up to 5 s, 5 undo attempts, 30 s of waiting. */
  public static HealPolicy ofDefaults() {
    return new HealPolicy(3, 100, 5_000, 5, 30_000, Limits.NONE);
  }

  /** Returns this policy with another number of attempts. */
  public HealPolicy withMaxAttempts(int attempts) {
    return new HealPolicy(attempts, backoffMillis, maxBackoffMillis, maxUndoAttempts, maxWaitMillis, limits);
  }

  /** Returns this policy with another first wait; the longest wait grows with it if it has to. */
  public HealPolicy withBackoffMillis(long millis) {
    return new HealPolicy(maxAttempts, millis, Math.max(millis, maxBackoffMillis), maxUndoAttempts, maxWaitMillis, limits);
  }

  /** Returns this policy with another longest wait between attempts. */
  public HealPolicy withMaxBackoffMillis(long millis) {
    return new HealPolicy(maxAttempts, backoffMillis, millis, maxUndoAttempts, maxWaitMillis, limits);
  }

  /** Returns this policy with another number of undo attempts. */
  public HealPolicy withMaxUndoAttempts(int attempts) {
    return new HealPolicy(maxAttempts, backoffMillis, maxBackoffMillis, attempts, maxWaitMillis, limits);
  }

  /** Returns this policy with another patience for paused tools. */
  public HealPolicy withMaxWaitMillis(long millis) {
    return new HealPolicy(maxAttempts, backoffMillis, maxBackoffMillis, maxUndoAttempts, millis, limits);
  }

  /** Returns this policy with limits for the whole run. */
  public HealPolicy withLimits(Limits most) {
    return new HealPolicy(maxAttempts, backoffMillis, maxBackoffMillis, maxUndoAttempts, maxWaitMillis, most);
  }

  /** Returns the wait after that many failed attempts. */
  long backoff(int failedAttempts) {
    return Math.min(maxBackoffMillis, backoffMillis << Math.min(20, failedAttempts - 1));
  }
}
