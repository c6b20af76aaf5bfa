package io.roundhouse.protocols.mcp;

/** Whether a call of a tool may go on as a task, which its client asks for later; only clients that know tasks ever get one. */
public enum TaskSupport {
  /** The client always waits. */
  NEVER,
  /** A call that takes longer than the options' {@code task-after} becomes a task. */
  WHEN_SLOW,
  /** Every call is a task from the start. */
  ALWAYS,
  /** Every call is a task from the start, and clients that do not know tasks are refused. */
  REQUIRED
}
