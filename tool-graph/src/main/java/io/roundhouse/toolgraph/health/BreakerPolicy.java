package io.roundhouse.toolgraph.health;

import io.roundhouse.toolgraph.GraphException;

/**
 * When a breaker opens and for how long. Immutable.
 *
 * @param failureThreshold consecutive failures that open it; an outage opens it at once
 * @param openMillis how long it stays open the first time; doubled with every failed probe
 * @param maxOpenMillis the longest time it stays open
 * @param probeMillis how long a probe may take before another caller may try
 * @param pauseMillis how long a rate-limited tool is left alone when it does not say itself
 * @param outageOpensDomain whether an outage of one tool closes off its whole failure domain
 */
public record BreakerPolicy(int failureThreshold, long openMillis, long maxOpenMillis, long probeMillis, long pauseMillis,
    boolean outageOpensDomain) {

  /** Throws {@link GraphException.Invalid} if a number is not positive. */
  public BreakerPolicy {
    if (failureThreshold < 1 || openMillis < 1 || maxOpenMillis < openMillis || probeMillis < 1 || pauseMillis < 1) {
      throw new GraphException.Invalid("breaker policy needs failure-threshold, open-millis, probe-millis and pause-millis >= 1 and"
          + " max-open-millis >= open-millis, but has %d, %d, %d, %d and %d"
              .formatted(failureThreshold, openMillis, probeMillis, pauseMillis, maxOpenMillis));
    }
  }

  /** Returns the defaults: 3 failures, open for 5 s up to 60 s, probes of 30 s, pauses of 1 s, an outage opens the domain. */
  public static BreakerPolicy ofDefaults() {
    return new BreakerPolicy(3, 5_000, 60_000, 30_000, 1_000, true);
  }

  /** Returns this policy with another number of consecutive failures. */
  public BreakerPolicy withFailureThreshold(int failures) {
    return new BreakerPolicy(failures, openMillis, maxOpenMillis, probeMillis, pauseMillis, outageOpensDomain);
  }

  /** Returns this policy with another open time; the longest open time grows with it if it has to. */
  public BreakerPolicy withOpenMillis(long millis) {
    return new BreakerPolicy(failureThreshold, millis, Math.max(maxOpenMillis, millis), probeMillis, pauseMillis, outageOpensDomain);
  }

  /** Returns this policy with another longest open time. */
  public BreakerPolicy withMaxOpenMillis(long millis) {
    return new BreakerPolicy(failureThreshold, openMillis, millis, probeMillis, pauseMillis, outageOpensDomain);
  }

  /** Returns this policy with another time for a probe. */
  public BreakerPolicy withProbeMillis(long millis) {
    return new BreakerPolicy(failureThreshold, openMillis, maxOpenMillis, millis, pauseMillis, outageOpensDomain);
  }

  /** Returns this policy with another default pause. */
  public BreakerPolicy withPauseMillis(long millis) {
    return new BreakerPolicy(failureThreshold, openMillis, maxOpenMillis, probeMillis, millis, outageOpensDomain);
  }

  /** Returns this policy with outages that concern the whole failure domain, or only the tool. */
  public BreakerPolicy withOutageOpensDomain(boolean opens) {
    return new BreakerPolicy(failureThreshold, openMillis, maxOpenMillis, probeMillis, pauseMillis, opens);
  }
}
