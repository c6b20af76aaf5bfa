package io.roundhouse.protocols.http;

import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Counts the sessions of the client that sent a request. */
@FunctionalInterface
public interface SessionQuota {

  /** Where a gate leaves the quota of a request's client. */
  String KEY = "roundhouse.sessions";

  /**
   * Counts one more session, and returns the way to count it no longer, which may be called more than once; throws a {@link Refusal} if
   * the client has too many.
   */
  Runnable openSession();

  /** Counts one more session of the request's client, if somebody counts. */
  static Runnable open(RoutingContext context) {
    @Nullable SessionQuota quota = context.get(KEY);
    return quota == null ? () -> { } : quota.openSession();
  }
}
