package io.roundhouse.protocols.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts and times every request by path, method and status, as {@code http.server.requests}. */
final class RequestMeter implements Handler<RoutingContext> {

  private record Key(String path, String method, int status) {}

  private final MeterRegistry meters;
  private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

  RequestMeter(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void handle(RoutingContext context) {
    long began = System.nanoTime();
    context.addEndHandler(end -> {
      String path = context.get(Routes.PATH_KEY, "unknown");
      Key key = new Key(path, context.request().method().name(), context.response().getStatusCode());
      timers.computeIfAbsent(key, this::timer).record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
    });
    context.next();
  }

  private Timer timer(Key key) {
    return Timer.builder("http.server.requests")
        .tag("uri", key.path())
        .tag("method", Known.method(key.method()))
        .tag("status", Integer.toString(key.status()))
        .register(meters);
  }

  /** Keeps strangers from inventing label values. */
  private static final class Known {
    static String method(String name) {
      return switch (name) {
        case "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS" -> name;
        default -> "OTHER";
      };
    }
  }
}
