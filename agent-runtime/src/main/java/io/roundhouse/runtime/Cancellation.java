package io.roundhouse.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the work under a run that nobody waits for it any more. Thread-safe.
 *
 * <p>A child is cancelled with its parent, never the other way round.
 */
public final class Cancellation {

  private final List<Runnable> actions = new ArrayList<>();
  private @Nullable String reason;

  /** A new signal that has not been given. */
  public Cancellation() {}

  /** Gives the signal once; later calls change nothing. Actions run on the calling thread, in the order they were added. */
  public void cancel(String why) {
    List<Runnable> due;
    synchronized (this) {
      if (reason != null) {
        return;
      }
      reason = why;
      due = List.copyOf(actions);
      actions.clear();
    }
    due.forEach(Runnable::run);
  }

  /** Whether the signal has been given. */
  public synchronized boolean isCancelled() {
    return reason != null;
  }

  /** Why the work was cancelled; null while it was not. */
  public synchronized @Nullable String reason() {
    return reason;
  }

  /**
   * Runs {@code action} when the signal is given, at once if it has been.
   *
   * @return takes the action back; call it when the work it would stop has ended, so that long runs do not pile up actions
   */
  public Runnable onCancel(Runnable action) {
    synchronized (this) {
      if (reason == null) {
        actions.add(action);
        return () -> remove(action);
      }
    }
    action.run();
    return () -> {};
  }

  private synchronized void remove(Runnable action) {
    actions.remove(action);
  }
}
