package io.roundhouse.protocols.mcp;

import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunListener;
import io.roundhouse.runtime.RunResult;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** A run that has ended, as its trace tells it. */
record RecordedRun(RunId id, RunResult outcome) implements Run {

  /** The run of this trace; empty if the trace has no end. */
  static Optional<Run> of(List<JournalEntry> trace) {
    JournalEntry last = trace.get(trace.size() - 1);
    return last.event() instanceof RunEvent.End end ? Optional.of(new RecordedRun(last.run(), outcome(end))) : Optional.empty();
  }

  private static RunResult outcome(RunEvent.End end) {
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

  @Override
  public List<InputRequest> pending() {
    return List.of();
  }

  @Override
  public Runnable listen(RunListener listener) {
    return () -> {};
  }
}
