package io.roundhouse.protocols.a2a;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.roundhouse.protocols.a2a.wire.A2aError;
import io.roundhouse.protocols.a2a.wire.A2aFault;
import io.roundhouse.protocols.http.Refusal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures requests, and logs the faults that are ours. Thread-safe. */
final class A2aMeter {

  private static final Logger LOG = LoggerFactory.getLogger(A2aEndpoint.class);

  private final MeterRegistry meters;
  private final Map<Meter, Timer> timers = new ConcurrentHashMap<>();

  A2aMeter(MeterRegistry meters) {
    this.meters = meters;
  }

  /** Strangers must not be able to make up meters, so the method of a failed request is not told apart. */
  private record Meter(String agent, String method, String outcome) {}

  /** One request under way. */
  final class Sample {

    private final String agent;
    private final long start = System.nanoTime();

    Sample(String agent) {
      this.agent = agent;
    }

    void ok(String method) {
      record(new Meter(agent, method, "ok"));
    }

    void error() {
      record(new Meter(agent, "any", "error"));
    }

    private void record(Meter meter) {
      timers.computeIfAbsent(meter, key -> Timer.builder("roundhouse.a2a.requests")
          .description("Requests of A2A clients")
          .tag("agent", key.agent())
          .tag("method", key.method())
          .tag("outcome", key.outcome())
          .register(meters)).record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }
  }

  Sample begin(String agent) {
    return new Sample(agent);
  }

  /** What the client is told about a failure. */
  A2aFault fault(Throwable failure) {
    if (failure instanceof A2aFault fault) {
      return fault;
    }
    if (failure instanceof Refusal refusal && refusal.status() < 500) {
      return of(refusal);
    }
    LOG.error("an A2A request failed", failure);
    return A2aFault.internal();
  }

  /** What the HTTP front refuses, in A2A's words. */
  static A2aFault of(Refusal refusal) {
    A2aError error = switch (refusal.code()) {
      case "not-json", "json-too-deep" -> A2aError.PARSE_ERROR;
      case "unsupported-media-type" -> A2aError.CONTENT_TYPE_NOT_SUPPORTED;
      case "method-not-allowed" -> A2aError.METHOD_NOT_FOUND;
      default -> switch (refusal.status()) {
        case 401 -> A2aError.UNAUTHENTICATED;
        case 403 -> A2aError.PERMISSION_DENIED;
        case 429 -> A2aError.RATE_LIMITED;
        case 503 -> A2aError.UNAVAILABLE;
        case 500 -> A2aError.INTERNAL;
        default -> A2aError.INVALID_REQUEST;
      };
    };
    return A2aFault.of(error, refusal);
  }
}
