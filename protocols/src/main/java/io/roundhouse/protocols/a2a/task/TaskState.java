package io.roundhouse.protocols.a2a.task;

import io.roundhouse.protocols.a2a.wire.A2aFault;
import io.roundhouse.runtime.RunPhase;
import org.jspecify.annotations.Nullable;

/** Where a task stands. */
public enum TaskState {
  SUBMITTED(RunPhase.ACCEPTED),
  WORKING(RunPhase.WORKING),
  INPUT_REQUIRED(RunPhase.WAITS_FOR_INPUT),
  AUTH_REQUIRED(RunPhase.WAITS_FOR_AUTHORIZATION),
  COMPLETED(RunPhase.COMPLETED),
  FAILED(RunPhase.FAILED),
  REJECTED(RunPhase.DENIED),
  CANCELED(RunPhase.CANCELLED);

  private static final String PREFIX = "TASK_STATE_";

  private final RunPhase phase;

  TaskState(RunPhase phase) {
    this.phase = phase;
  }

  /** The name on the wire. */
  public String wire() {
    return PREFIX + name();
  }

  /** The state of a run in this phase. */
  static TaskState of(RunPhase phase) {
    for (TaskState state : values()) {
      if (state.phase == phase) {
        return state;
      }
    }
    return FAILED;
  }

  /** Whether nothing comes after it. */
  public boolean isTerminal() {
    return this == COMPLETED || this == FAILED || this == REJECTED || this == CANCELED;
  }

  /** Whether the task waits for the client. */
  public boolean isInterrupted() {
    return this == INPUT_REQUIRED || this == AUTH_REQUIRED;
  }

  /** The state of this name on the wire; null for none or an unspecified one. */
  static @Nullable TaskState of(String wire) {
    if (wire.isEmpty() || wire.equals(PREFIX + "UNSPECIFIED")) {
      return null;
    }
    for (TaskState state : values()) {
      if (state.wire().equals(wire)) {
        return state;
      }
    }
    throw A2aFault.badField("status", "The field 'status' must be a state such as TASK_STATE_WORKING.");
  }
}
