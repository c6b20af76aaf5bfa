package io.roundhouse.runtime.engine;

import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolBody;
import io.roundhouse.runtime.ToolCall;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs bodies of tools: on the event loop or on a virtual thread, with timeout and cancellation, every fault a classed failure. */
final class ToolWork {

  private static final Logger LOG = LoggerFactory.getLogger(ToolWork.class);

  private ToolWork() {}

  static Future<ToolResult> async(ToolBody.AsyncCall body, Tool tool, ToolCall call, RunScope scope) {
    Future<ToolResult> work;
    try {
      work = body.call(call);
    } catch (RuntimeException e) {
      work = Future.failedFuture(e);
    }
    return work.isComplete()
        ? classed(work, tool, call)
        : classed(bounded(onLoop(work, scope), call.callId(), tool.name(), tool.timeout(), scope, () -> { }), tool, call);
  }

  /** A body may complete its future on any thread; the run goes on on its own. */
  private static <T> Future<T> onLoop(Future<T> work, RunScope scope) {
    Promise<T> there = Promise.promise();
    work.onComplete(done -> {
      if (((ContextInternal) scope.context()).inThread()) {
        there.handle(done);
      } else {
        scope.context().runOnContext(now -> there.handle(done));
      }
    });
    return there.future();
  }

  static Future<ToolResult> blocking(ToolBody.BlockingCall body, Tool tool, ToolCall call, RunScope scope) {
    return classed(onVirtualThread(call.callId(), tool.name(), () -> body.call(call), tool.timeout(), scope), tool, call);
  }

  /** Plain blocking work off the event loop; the future completes on the run's event loop. */
  static <T> Future<T> onVirtualThread(String callId, String name, Callable<T> work, Duration timeout, RunScope scope) {
    Promise<T> promise = Promise.promise();
    Thread thread = Thread.ofVirtual().name("roundhouse-" + name).unstarted(() -> {
      try {
        T value = work.call();
        scope.context().runOnContext(now -> promise.tryComplete(value));
      } catch (Exception e) {
        scope.context().runOnContext(now -> promise.tryFail(e));
      } catch (Error e) {
        scope.context().runOnContext(now -> promise.tryFail(e));
        throw e;
      }
    });
    thread.start();
    return bounded(promise.future(), callId, name, timeout, scope, thread::interrupt);
  }

  private static <T> Future<T> bounded(
      Future<T> work, String callId, String name, Duration timeout, RunScope scope, Runnable interrupt) {
    Promise<T> first = Promise.promise();
    Runnable stopTimer = scope.timers().start(callId, timeout, () -> {
      if (first.tryFail(new ToolException(FailureClass.TIMEOUT, "'" + name + "' gave no answer within " + words(timeout)))) {
        interrupt.run();
      }
    });
    Runnable takeBack = scope.cancellation().onCancel(() -> {
      if (first.tryFail(new ToolException(FailureClass.DENIED, "the run has ended"))) {
        interrupt.run();
      }
    });
    work.onComplete(done -> {
      stopTimer.run();
      takeBack.run();
      if (done.succeeded()) {
        first.tryComplete(done.result());
      } else {
        first.tryFail(done.cause());
      }
    });
    return first.future();
  }

  private static Future<ToolResult> classed(Future<ToolResult> work, Tool tool, ToolCall call) {
    return work.otherwise(cause -> switch (cause) {
      case ToolException known -> ToolResult.failure(known.failureClass(), known.getMessage());
      case IllegalArgumentException bad -> ToolResult.failure(FailureClass.BAD_INPUT, sentence(bad.getMessage(), tool));
      default -> {
        LOG.warn("tool '{}' ended unexpectedly in run {}", tool.name(), call.run(), cause);
        String message = "tool '" + tool.name() + "' ended unexpectedly; the log of run " + call.run() + " has the cause";
        yield new ToolResult.Failure(FailureClass.OUTAGE, message).inDoubt();
      }
    });
  }

  private static String sentence(@Nullable String message, Tool tool) {
    return message == null ? "tool '" + tool.name() + "' refused its input" : message;
  }

  private static String words(Duration timeout) {
    return timeout.toMillis() % 1000 == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
  }
}
