package io.roundhouse.runtime.journal;

import io.roundhouse.runtime.RunEvent;

/** The word in a run's status column. */
final class Status {

  static final String RUNNING = "running";
  static final String COMPLETED = "completed";

  private Status() {}

  static String of(RunEvent.End end) {
    return switch (end) {
      case RunEvent.Completed ignored -> COMPLETED;
      case RunEvent.Failed ignored -> "failed";
      case RunEvent.Escalated ignored -> "escalated";
      case RunEvent.Cancelled ignored -> "cancelled";
    };
  }
}
