package io.roundhouse.protocols.a2a.push;

import java.time.Duration;
import java.util.List;

/**
 * How tasks' clients are notified by webhook. Immutable; safe to share.
 *
 * @param allowedTargets hosts, or hosts with ports, that may be reached although their addresses are not public, for example
 *     {@code localhost:9000}
 * @param maxPerTask the most webhooks of one task
 * @param attempts how often a notification is tried before it is put away as undeliverable
 * @param backoff the wait after the first failed attempt; it doubles with each further one
 * @param timeout how long a webhook may take to answer
 */
public record PushOptions(List<String> allowedTargets, int maxPerTask, int attempts, Duration backoff, Duration timeout) {

  public PushOptions {
    allowedTargets = List.copyOf(allowedTargets);
    if (attempts < 1 || maxPerTask < 1) {
      throw new IllegalArgumentException("attempts and max-per-task are " + attempts + " and " + maxPerTask + ", expected at least 1");
    }
  }

  /** Public addresses only, 16 webhooks a task, five attempts beginning with half a second between them, 15 s for an answer. */
  public static PushOptions ofDefaults() {
    return new PushOptions(List.of(), 16, 5, Duration.ofMillis(500), Duration.ofSeconds(15));
  }

  /** The same options with these hosts allowed although their addresses are not public. */
  public PushOptions withAllowedTargets(List<String> targets) {
    return new PushOptions(targets, maxPerTask, attempts, backoff, timeout);
  }

  /** The same options with this many attempts. */
  public PushOptions withAttempts(int newAttempts) {
    return new PushOptions(allowedTargets, maxPerTask, newAttempts, backoff, timeout);
  }

  /** The same options with this wait after the first failed attempt. */
  public PushOptions withBackoff(Duration wait) {
    return new PushOptions(allowedTargets, maxPerTask, attempts, wait, timeout);
  }

  /** The same options with this long for a webhook to answer. */
  public PushOptions withTimeout(Duration newTimeout) {
    return new PushOptions(allowedTargets, maxPerTask, attempts, backoff, newTimeout);
  }
}
