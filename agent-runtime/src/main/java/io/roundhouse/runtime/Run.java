package io.roundhouse.runtime;

import io.vertx.core.Future;
import java.util.List;

/** One piece of work for one caller, under way or ended. Thread-safe. */
public interface Run {

  /** Names the run and its trace. */
  RunId id();

  /** How the run ends; never fails, every kind of end is a {@link RunResult}. */
  Future<RunResult> result();

  /**
   * Ends the run: work under way is interrupted, nothing new is started, completed effects stay.
   *
   * @param reason one sentence for the journal
   */
  void cancel(String reason);

  /** What the run waits for at this moment, oldest first: questions of bodies, approvals of steps, escalations. */
  List<InputRequest> pending();

  /**
   * Follows the run from now on. What it signalled before anybody followed is kept, up to a bound, for whoever comes first; what is
   * open already is in {@link #pending}, so a question may show up in both.
   *
   * @return ends the following
   * @throws ToolException of class {@code RATE_LIMITED} if as many listeners follow as the run takes
   */
  Runnable listen(RunListener listener);

  /** A run that ended before anybody asked, as its journal tells it: nothing is open in it, and there is nothing to cancel or follow. */
  static Run ended(RunId id, RunEvent.End end) {
    return new EndedRun(id, EndedRun.result(end));
  }
}
