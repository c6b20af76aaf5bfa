package io.roundhouse.routers.models.limits;

import io.roundhouse.routers.RoutingException;
import java.time.Duration;
import java.util.Optional;

/**
 * Requests and tokens per minute of one model, as two buckets that fill evenly. The clock is the caller's. Immutable.
 *
 * @param requestsPerMinute most requests; 0 for no limit
 * @param tokensPerMinute most tokens; 0 for no limit
 * @param requests requests that may be made at {@code atMillis}
 * @param tokens tokens that may be used at {@code atMillis}; below zero after an answer longer than expected
 * @param atMillis when the buckets were looked at last
 */
public record RateWindow(long requestsPerMinute, long tokensPerMinute, double requests, double tokens, long atMillis) {

  private static final double MINUTE = 60_000;

  /** Throws {@link RoutingException.Invalid} if a limit is negative. */
  public RateWindow {
    if (requestsPerMinute < 0 || tokensPerMinute < 0) {
      throw new RoutingException.Invalid("limits of %d requests and %d tokens a minute; expected zero or more"
          .formatted(requestsPerMinute, tokensPerMinute));
    }
  }

  /** Returns full buckets. */
  public static RateWindow of(long requestsPerMinute, long tokensPerMinute, long nowMillis) {
    return new RateWindow(requestsPerMinute, tokensPerMinute, requestsPerMinute, tokensPerMinute, nowMillis);
  }

  /** Returns the buckets as they are at {@code nowMillis}; a clock that goes back fills nothing. */
  public RateWindow at(long nowMillis) {
    double passed = Math.max(0, nowMillis - atMillis) / MINUTE;
    double mostRequests = requestsPerMinute;
    double mostTokens = tokensPerMinute;
    return new RateWindow(requestsPerMinute, tokensPerMinute, Math.min(mostRequests, requests + passed * mostRequests),
        Math.min(mostTokens, tokens + passed * mostTokens), Math.max(nowMillis, atMillis));
  }

  /** Returns the buckets after a call that will use {@code wanted} tokens, or nothing if it has to wait. */
  public Optional<RateWindow> take(long wanted, long nowMillis) {
    RateWindow now = at(nowMillis);
    boolean free = (requestsPerMinute == 0 || now.requests >= 1)
        && (tokensPerMinute == 0 || now.tokens >= Math.min(wanted, tokensPerMinute));
    return free ? Optional.of(now.used(1, wanted)) : Optional.empty();
  }

  /** Returns the buckets after a call turned out to use {@code more} tokens than were taken; below zero if it used fewer. */
  public RateWindow corrected(long more) {
    return used(0, more);
  }

  private RateWindow used(int calls, long used) {
    return new RateWindow(requestsPerMinute, tokensPerMinute, requestsPerMinute == 0 ? 0 : requests - calls,
        tokensPerMinute == 0 ? 0 : Math.min((double) tokensPerMinute, tokens - used), atMillis);
  }

  /** Returns how long a call with {@code wanted} tokens has to wait; zero if it may go. */
  public Duration delay(long wanted, long nowMillis) {
    RateWindow now = at(nowMillis);
    double forRequest = requestsPerMinute == 0 ? 0 : Math.max(0, (1 - now.requests) / requestsPerMinute);
    double forTokens = tokensPerMinute == 0 ? 0 : Math.max(0, (Math.min(wanted, tokensPerMinute) - now.tokens) / tokensPerMinute);
    return Duration.ofMillis((long) Math.ceil(Math.max(forRequest, forTokens) * MINUTE));
  }
}
