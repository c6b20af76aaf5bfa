package io.roundhouse.protocols.mcp.client;

import java.time.Duration;

/** Runs something later; a test sets its own. */
@FunctionalInterface
interface Timers {

  void after(Duration wait, Runnable action);
}
