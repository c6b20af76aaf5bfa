package io.roundhouse.protocols.http;

import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Counts the event streams of the client that sent a request. */
@FunctionalInterface
public interface StreamQuota {

  /** Where a gate leaves the quota of a request's client. */
  String KEY = "roundhouse.streams";

  /** Counts one more stream, and returns the way to count it no longer; throws a {@link Refusal} if the client has too many. */
  Runnable open();

  /** Counts one more stream of the request's client, if somebody counts. */
  static Runnable open(RoutingContext context) {
    @Nullable StreamQuota quota = context.get(KEY);
    return quota == null ? () -> { } : quota.open();
  }
}
