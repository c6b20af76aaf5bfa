package io.roundhouse.runtime;

/** How much a line for the caller's log matters, least first: the severities of RFC 5424, as MCP uses them. */
public enum LogLevel {
  /** For whoever looks for a mistake. */
  DEBUG,
  /** All is well. */
  INFO,
  /** Normal, and worth knowing. */
  NOTICE,
  /** Something may go wrong. */
  WARNING,
  /** Something went wrong. */
  ERROR,
  /** A part does not work. */
  CRITICAL,
  /** Somebody has to act now. */
  ALERT,
  /** Nothing works. */
  EMERGENCY
}
