package io.roundhouse.runtime;

import io.roundhouse.runtime.journal.RunEvent;
import io.vertx.core.Future;

/** A run that ended before anybody asked, as the journal tells it. */
record EndedRun(RunId id, RunResult outcome) implements Run {

  static RunResult result(RunEvent.End end) {
    return switch (end) {
      case RunEvent.Completed done -> new RunResult.Completed(done.text(), done.data());
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
}
