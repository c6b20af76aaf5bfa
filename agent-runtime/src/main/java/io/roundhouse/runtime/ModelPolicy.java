package io.roundhouse.runtime;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a model is called: how often, again after which failures, and what takes its place. Immutable.
 *
 * @param endpoint what goes down together: models of one endpoint share a breaker and a retry budget; null for the model's own name
 * @param maxAttempts the most calls for one question, the first included
 * @param backoff the wait before the second attempt, doubled with each one, unless the provider names a time
 * @param maxBackoff the longest wait before another attempt; a provider that asks for more is passed over
 * @param fallbacks models that answer in this one's place when it cannot, preferred first; they are not asked after a refusal, nor
 *     after a part of an answer was passed on
 * @param requestsPerMinute the provider's limit; null for none
 * @param tokensPerMinute the provider's limit for input and output together; null for none
 * @param maxOutputTokens the longest answer; also what is reserved of the budget for a call
 * @param maxCallMicros the most one call may cost, in millionths of a US dollar; null for no limit
 * @param cache whether answers are kept, and for whom; null for not
 */
public record ModelPolicy(
    @Nullable String endpoint,
    int maxAttempts,
    Duration backoff,
    Duration maxBackoff,
    List<String> fallbacks,
    @Nullable Integer requestsPerMinute,
    @Nullable Long tokensPerMinute,
    int maxOutputTokens,
    @Nullable Long maxCallMicros,
    @Nullable CachePolicy cache) {

  public ModelPolicy {
    fallbacks = List.copyOf(fallbacks);
    atLeastOne("max-attempts", maxAttempts);
    atLeastOne("max-output-tokens", maxOutputTokens);
    if (requestsPerMinute != null) {
      atLeastOne("requests-per-minute", requestsPerMinute);
    }
    if (tokensPerMinute != null) {
      atLeastOne("tokens-per-minute", tokensPerMinute);
    }
    if (backoff.isNegative() || maxBackoff.compareTo(backoff) < 0) {
      throw new CatalogException("backoff is " + backoff + " and max-backoff " + maxBackoff + ", expected 0 <= backoff <= max-backoff");
    }
  }

  /** Three attempts, 250 ms apart at first and 10 s at most; answers of at most 4,096 tokens; no fallbacks, limits or cache. */
  public static ModelPolicy ofDefaults() {
    return new ModelPolicy(null, 3, Duration.ofMillis(250), Duration.ofSeconds(10), List.of(), null, null, 4_096, null, null);
  }

  /** The same policy with this endpoint. */
  public ModelPolicy withEndpoint(String name) {
    return new ModelPolicy(name, maxAttempts, backoff, maxBackoff, fallbacks, requestsPerMinute, tokensPerMinute, maxOutputTokens,
        maxCallMicros, cache);
  }

  /** The same policy with these attempts. */
  public ModelPolicy withAttempts(int most, Duration first, Duration longest) {
    return new ModelPolicy(endpoint, most, first, longest, fallbacks, requestsPerMinute, tokensPerMinute, maxOutputTokens, maxCallMicros,
        cache);
  }

  /** The same policy with these fallbacks. */
  public ModelPolicy withFallbacks(List<String> models) {
    return new ModelPolicy(endpoint, maxAttempts, backoff, maxBackoff, models, requestsPerMinute, tokensPerMinute, maxOutputTokens,
        maxCallMicros, cache);
  }

  /** The same policy with these limits; null for none. */
  public ModelPolicy withLimits(@Nullable Integer requests, @Nullable Long tokens) {
    return new ModelPolicy(endpoint, maxAttempts, backoff, maxBackoff, fallbacks, requests, tokens, maxOutputTokens, maxCallMicros, cache);
  }

  /** The same policy with answers of at most this many tokens. */
  public ModelPolicy withMaxOutputTokens(int tokens) {
    return new ModelPolicy(endpoint, maxAttempts, backoff, maxBackoff, fallbacks, requestsPerMinute, tokensPerMinute, tokens,
        maxCallMicros, cache);
  }

  /** The same policy with calls that cost at most this much. */
  public ModelPolicy withMaxCallMicros(long micros) {
    return new ModelPolicy(endpoint, maxAttempts, backoff, maxBackoff, fallbacks, requestsPerMinute, tokensPerMinute, maxOutputTokens,
        micros, cache);
  }

  /** The same policy with answers kept. */
  public ModelPolicy withCache(CachePolicy newCache) {
    return new ModelPolicy(endpoint, maxAttempts, backoff, maxBackoff, fallbacks, requestsPerMinute, tokensPerMinute, maxOutputTokens,
        maxCallMicros, newCache);
  }

  private static void atLeastOne(String name, long value) {
    if (value < 1) {
      throw new CatalogException(name + " is " + value + ", expected at least 1");
    }
  }
}
