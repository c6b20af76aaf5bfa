package io.roundhouse.runtime.engine;

import io.roundhouse.runtime.ToolMonitor;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.health.Signal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The latest calls of one tool, and what is to be said about them. Thread-safe. */
final class CallWindow {

  private record Call(boolean failed, boolean violated, long millis) {}

  private final ToolMonitor monitor;
  private final Deque<Call> latest = new ArrayDeque<>();
  private int failures;
  private int violations;
  private long millisOfSuccesses;

  CallWindow(ToolMonitor monitor) {
    this.monitor = monitor;
  }

  /** Takes a call in; returns what puts the tool out of service, if anything does, and then begins anew. */
  synchronized Optional<Signal> add(ToolResult result, long millis) {
    boolean failed = result instanceof ToolResult.Failure failure && failure.failureClass().countsAgainstHealth();
    boolean violated = result instanceof ToolResult.Failure broken && broken.failureClass() == FailureClass.CONTRACT_VIOLATION;
    Call call = new Call(failed, violated, failed ? 0 : millis);
    count(call, 1);
    latest.addLast(call);
    if (latest.size() > monitor.window()) {
      count(latest.removeFirst(), -1);
    }
    Optional<Signal> bad = judge();
    if (bad.isPresent()) {
      latest.clear();
      failures = 0;
      violations = 0;
      millisOfSuccesses = 0;
    }
    return bad;
  }

  private void count(Call call, int sign) {
    failures += call.failed() ? sign : 0;
    violations += call.violated() ? sign : 0;
    millisOfSuccesses += sign * call.millis();
  }

  private Optional<Signal> judge() {
    if (violations >= monitor.limits().maxSchemaViolations()) {
      return Optional.of(new Signal.SchemaViolations(violations));
    }
    int calls = latest.size();
    if (calls < monitor.window()) {
      return Optional.empty();
    }
    int ppm = (int) (failures * 1_000_000L / calls);
    if (failures > 0 && ppm >= monitor.limits().maxErrorPpm()) {
      return Optional.of(new Signal.ErrorRate(ppm));
    }
    long mean = failures == calls ? 0 : millisOfSuccesses / (calls - failures);
    return mean >= monitor.limits().maxLatencyMillis() ? Optional.of(new Signal.Latency(mean)) : Optional.empty();
  }
}
