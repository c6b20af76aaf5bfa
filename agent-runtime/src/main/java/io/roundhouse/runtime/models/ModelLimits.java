package io.roundhouse.runtime.models;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.ModelPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Requests and tokens per minute of each model, shared by all runs; refilled steadily, so that a minute's limit is not spent in its first
 * second twice. Thread-safe.
 */
public final class ModelLimits {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final TimeMeter time;
  private final Map<Key, Bucket> buckets = new ConcurrentHashMap<>();

  /** Limits that read this clock. */
  public ModelLimits(Clock clock) {
    this.time = new TimeMeter() {
      @Override
      public long currentTimeNanos() {
        return clock.millis() * 1_000_000L;
      }

      @Override
      public boolean isWallClockBased() {
        return true;
      }
    };
  }

  /**
   * Takes one request and these tokens.
   *
   * @return 0 if they were taken, otherwise in how many milliseconds they may be
   */
  public long tryTake(Model model, long tokens) {
    Bucket requests = bucket(model, "requests", requests(model.policy()));
    Bucket tokenBucket = bucket(model, "tokens", model.policy().tokensPerMinute());
    long wait = requests == null ? 0 : take(requests, 1);
    if (wait > 0 || tokenBucket == null) {
      return wait;
    }
    wait = take(tokenBucket, clamp(model, tokens));
    if (wait > 0 && requests != null) {
      requests.addTokens(1);
    }
    return wait;
  }

  /** Corrects what was taken for a call by what it really used. */
  public void settle(Model model, long taken, long used) {
    Bucket tokens = bucket(model, "tokens", model.policy().tokensPerMinute());
    if (tokens == null) {
      return;
    }
    long difference = used - clamp(model, taken);
    if (difference > 0) {
      tokens.consumeIgnoringRateLimits(difference);
    } else if (difference < 0) {
      tokens.addTokens(-difference);
    }
  }

  private static long clamp(Model model, long tokens) {
    Long limit = model.policy().tokensPerMinute();
    return Math.max(1, limit == null ? tokens : Math.min(tokens, limit));
  }

  private static @Nullable Long requests(ModelPolicy policy) {
    Integer requests = policy.requestsPerMinute();
    return requests == null ? null : Long.valueOf(requests);
  }

  private static long take(Bucket bucket, long count) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(count);
    return probe.isConsumed() ? 0 : Math.max(1, Math.ceilDiv(probe.getNanosToWaitForRefill(), 1_000_000L));
  }

  private @Nullable Bucket bucket(Model model, String kind, @Nullable Long limit) {
    return limit == null ? null : buckets.computeIfAbsent(new Key(model.name(), kind, limit), key -> Bucket.builder()
        .addLimit(bandwidth -> bandwidth.capacity(key.limit).refillGreedy(key.limit, MINUTE))
        .withCustomTimePrecision(time)
        .build());
  }

  private record Key(String model, String kind, long limit) {}
}
