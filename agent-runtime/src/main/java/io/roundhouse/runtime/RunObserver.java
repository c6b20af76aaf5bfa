package io.roundhouse.runtime;


/**
 * Sees every event of every run once it is recorded: logs, metrics and live views are observers.
 *
 * <p>Called on the run's event loop, so it must not block; what it throws is logged and does not reach the run.
 */
@FunctionalInterface
public interface RunObserver {

  /** An event was recorded. */
  void onEvent(JournalEntry entry);
}
