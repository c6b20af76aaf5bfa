package io.roundhouse.toolgraph.health;

/**
 * From which values on a monitor's signal opens a tool's breaker. Immutable.
 *
 * @param maxErrorPpm failures per million calls
 * @param maxLatencyMillis milliseconds per call
 * @param maxSchemaViolations answers that did not match the schema
 */
public record MonitorPolicy(int maxErrorPpm, long maxLatencyMillis, int maxSchemaViolations) {

  /** Returns the defaults: half of the calls fail, a call takes a minute, three answers do not match. */
  public static MonitorPolicy ofDefaults() {
    return new MonitorPolicy(500_000, 60_000, 3);
  }

  /** Returns this policy with another error rate. */
  public MonitorPolicy withMaxErrorPpm(int ppm) {
    return new MonitorPolicy(ppm, maxLatencyMillis, maxSchemaViolations);
  }

  /** Returns this policy with another latency. */
  public MonitorPolicy withMaxLatencyMillis(long millis) {
    return new MonitorPolicy(maxErrorPpm, millis, maxSchemaViolations);
  }

  /** Returns this policy with another number of schema violations. */
  public MonitorPolicy withMaxSchemaViolations(int count) {
    return new MonitorPolicy(maxErrorPpm, maxLatencyMillis, count);
  }

  boolean isBad(Signal signal) {
    return switch (signal) {
      case Signal.Ping ping -> !ping.answers();
      case Signal.ErrorRate rate -> rate.ppm() >= maxErrorPpm;
      case Signal.Latency latency -> latency.millis() >= maxLatencyMillis;
      case Signal.SchemaViolations violations -> violations.count() >= maxSchemaViolations;
      case Signal.Risk risk -> false;
    };
  }
}
