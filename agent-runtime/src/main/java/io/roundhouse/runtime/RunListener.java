package io.roundhouse.runtime;

/**
 * Follows one run while it is under way.
 *
 * <p>Called on the run's event loop, one signal after the other, so it must not block, and possibly before {@link Run#listen} has
 * returned; what it throws is logged and does not reach the run. The end of the run is {@link Run#result}; no signal comes after it.
 */
@FunctionalInterface
public interface RunListener {

  /** The run signalled something. */
  void onSignal(RunSignal signal);
}
