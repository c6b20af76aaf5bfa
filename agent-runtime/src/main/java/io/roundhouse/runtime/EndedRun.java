package io.roundhouse.runtime;

import io.vertx.core.Future;
import java.util.List;

/** A run that ended before anybody asked, as the journal tells it. */
record EndedRun(RunId id, RunResult outcome) implements Run {

  static RunResult result(RunEvent.End end) {
    return switch (end) {
      case RunEvent.Completed done -> new RunResult.Completed(done.text(), done.data(), done.files(), done.direct());
      case RunEvent.Failed failed -> new RunResult.Failed(failed.failureClass(), failed.message());
      case RunEvent.Escalated asked -> new RunResult.Escalated(asked.question(), asked.blockers());
      case RunEvent.Cancelled cancelled -> new RunResult.Cancelled(cancelled.reason());
    };
  }

  @Override
  public Future<RunResult> result() {
    return Future.succeededFuture(outcome);
  }

  @Override
  public void cancel(String reason) {
    // It has ended; there is nothing to stop.
  }

  @Override
  public List<InputRequest> pending() {
    return List.of();
  }

  @Override
  public Runnable listen(RunListener listener) {
    return () -> { };
  }
}
