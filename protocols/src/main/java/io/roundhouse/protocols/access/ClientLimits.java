package io.roundhouse.protocols.access;

/**
 * How much one client may ask for; a client is a principal, or an address where nobody is asked. Immutable; safe to share.
 *
 * @param requestsPerSecond how many requests it may send in the long run; 0 for any number
 * @param burst how many requests it may send at once after a rest
 * @param requestsAtOnce how many of its requests may be under way
 * @param streams how many event streams it may have open
 * @param sessions how many sessions of MCP it may have open
 */
public record ClientLimits(int requestsPerSecond, int burst, int requestsAtOnce, int streams, int sessions) {

  public ClientLimits {
    atLeast("requests-per-second", requestsPerSecond, 0);
    atLeast("request-burst", burst, requestsPerSecond);
    atLeast("max-requests-per-client", requestsAtOnce, 1);
    atLeast("max-streams-per-client", streams, 1);
    atLeast("max-sessions-per-client", sessions, 1);
  }

  /** Any rate, and 10,000 requests, 10,000 streams and 10,000 sessions at once. */
  public static ClientLimits ofDefaults() {
    return new ClientLimits(0, 0, 10_000, 10_000, 10_000);
  }

  /** The same limits with this rate, and bursts of as many requests. */
  public ClientLimits withRequestsPerSecond(int rate) {
    return new ClientLimits(rate, rate, requestsAtOnce, streams, sessions);
  }

  /** The same limits with bursts of this many requests. */
  public ClientLimits withBurst(int requests) {
    return new ClientLimits(requestsPerSecond, requests, requestsAtOnce, streams, sessions);
  }

  /** The same limits with this many requests under way. */
  public ClientLimits withRequestsAtOnce(int requests) {
    return new ClientLimits(requestsPerSecond, burst, requests, streams, sessions);
  }

  /** The same limits with this many event streams. */
  public ClientLimits withStreams(int most) {
    return new ClientLimits(requestsPerSecond, burst, requestsAtOnce, most, sessions);
  }

  /** The same limits with this many sessions. */
  public ClientLimits withSessions(int most) {
    return new ClientLimits(requestsPerSecond, burst, requestsAtOnce, streams, most);
  }

  private static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " is " + value + ", expected at least " + least);
    }
  }
}
