package io.roundhouse.protocols.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.protocols.http.SessionQuota;
import io.roundhouse.protocols.http.StreamQuota;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What one client has under way. Thread-safe. */
final class Client implements StreamQuota, SessionQuota {

  private final ClientLimits limits;
  private final @Nullable Bucket bucket;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger streams = new AtomicInteger();
  private final AtomicInteger sessions = new AtomicInteger();

  Client(ClientLimits limits, TimeMeter time) {
    this.limits = limits;
    this.bucket = limits.requestsPerSecond() == 0 ? null : Bucket.builder()
        .withCustomTimePrecision(time)
        .addLimit(limit -> limit
            .capacity(limits.burst())
            .refillGreedy(limits.requestsPerSecond(), Duration.ofSeconds(1)))
        .build();
  }

  /** Takes one more request now, or refuses it. */
  void requireRate() {
    if (bucket == null) {
      return;
    }
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill() + 999_999_999));
      throw Refusal.of(429, "too-many-requests",
          "This client may send " + limits.requestsPerSecond() + " requests per second; it sent more.")
          .withHeader("Retry-After", Long.toString(seconds));
    }
  }

  /** Counts one more request under way, or refuses it. */
  void begin() {
    if (requests.incrementAndGet() > limits.requestsAtOnce()) {
      requests.decrementAndGet();
      throw Refusal.of(429, "too-many-calls",
          "This client has " + limits.requestsAtOnce() + " requests under way, the most it may have.").withHeader("Retry-After", "1");
    }
  }

  void end() {
    requests.decrementAndGet();
  }

  @Override
  public Runnable open() {
    return count(streams, limits.streams(), "too-many-streams", "event streams", "10");
  }

  @Override
  public Runnable openSession() {
    return count(sessions, limits.sessions(), "too-many-sessions-of-client", "sessions", "30");
  }

  private static Runnable count(AtomicInteger count, int most, String code, String what, String retryAfter) {
    if (count.incrementAndGet() > most) {
      count.decrementAndGet();
      throw Refusal.of(429, code, "This client has " + most + " " + what + " open, the most it may have.")
          .withHeader("Retry-After", retryAfter);
    }
    AtomicBoolean counted = new AtomicBoolean(true);
    return () -> {
      if (counted.compareAndSet(true, false)) {
        count.decrementAndGet();
      }
    };
  }

  int requestsUnderWay() {
    return requests.get();
  }

  int openStreams() {
    return streams.get();
  }
}
