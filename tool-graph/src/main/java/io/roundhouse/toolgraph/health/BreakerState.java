package io.roundhouse.toolgraph.health;

/** Whether calls of a tool are let through. */
public enum BreakerState {
  /** Calls go through. */
  CLOSED,
  /** No call goes through until the open time is over. */
  OPEN,
  /** One call goes through to see whether the tool is back. */
  HALF_OPEN
}
