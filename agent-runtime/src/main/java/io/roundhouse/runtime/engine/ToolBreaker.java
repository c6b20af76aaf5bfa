package io.roundhouse.runtime.engine;

import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.health.HealthBoard;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.function.Supplier;

/** The breaker of a tool that is called outside a graph: a tool that is down fails at once instead of being waited for. */
final class ToolBreaker {

  private ToolBreaker() {}

  static Future<ToolResult> guard(Tool tool, HealthBoard health, Clock clock, Supplier<Future<ToolResult>> work) {
    ToolId id = ToolId.of(tool.name());
    long begun = clock.millis();
    if (!health.tryAcquire(id, begun)) {
      long rest = Math.max(0, health.callableAt(id) - begun);
      return Future.succeededFuture(
          ToolResult.failure(FailureClass.OUTAGE, "tool '" + tool.name() + "' is down; the next call goes through in " + rest + " ms"));
    }
    return work.get().onSuccess(result -> {
      long now = clock.millis();
      switch (result) {
        case ToolResult.Success success -> health.recordSuccess(id, now - begun, now);
        case ToolResult.Failure failure -> health.recordFailure(id, failure.failureClass(), now, failure.retryAfterMillis());
        case ToolResult.Escalation asked -> health.release(id);
      }
    });
  }
}
