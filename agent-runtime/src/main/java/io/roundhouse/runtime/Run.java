package io.roundhouse.runtime;

import io.vertx.core.Future;

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
}
