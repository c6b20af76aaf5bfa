package io.roundhouse.runtime.engine;

import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunListener;
import io.roundhouse.runtime.RunSignal;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Context;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a run says to those who follow it. {@link #listen} and {@link #say} are thread-safe; listeners are called on the run's loop. */
final class Signals {

  /** How many may follow one run. */
  static final int MOST_LISTENERS = 64;

  /** How many signals are kept for the first listener. */
  static final int MOST_KEPT = 64;

  private static final int MOST_UNDELIVERED = 256;
  private static final long LONGEST_HOLD_SECONDS = 5;
  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  private final RunId run;
  private final Context context;
  private final List<Seat> listeners = new CopyOnWriteArrayList<>();
  private final AtomicInteger taken = new AtomicInteger();
  private final Semaphore undelivered = new Semaphore(MOST_UNDELIVERED);
  private @Nullable Deque<RunSignal> early = new ArrayDeque<>();
  private boolean over;

  Signals(RunId run, Context context) {
    this.run = run;
    this.context = context;
  }

  /** A listener; what is said between its call of {@link #listen} and its turn on the loop is kept for it. */
  private static final class Seat {

    private final RunListener listener;
    private final AtomicBoolean left = new AtomicBoolean();
    private final Deque<RunSignal> missed = new ArrayDeque<>();
    private boolean joined;

    private Seat(RunListener listener) {
      this.listener = listener;
    }
  }

  Runnable listen(RunListener listener) {
    if (taken.incrementAndGet() > MOST_LISTENERS) {
      taken.decrementAndGet();
      throw new ToolException(
          FailureClass.RATE_LIMITED, MOST_LISTENERS + " listeners follow run " + run + ", the most one run takes; let one go first");
    }
    Seat seat = new Seat(listener);
    listeners.add(seat);
    onLoop(() -> join(seat));
    return () -> {
      if (seat.left.compareAndSet(false, true)) {
        taken.decrementAndGet();
        listeners.remove(seat);
      }
    };
  }

  private void join(Seat seat) {
    Deque<RunSignal> due = early == null ? seat.missed : early;
    early = null;
    seat.joined = true;
    due.forEach(signal -> tell(seat, signal));
    seat.missed.clear();
    if (over) {
      listeners.remove(seat);
    }
  }

  /** Tells every listener: at once on the run's event loop, otherwise as soon as it comes to it. */
  void say(RunSignal signal) {
    if (((ContextInternal) context).inThread()) {
      deliver(signal);
    } else if (mayHop()) {
      context.runOnContext(now -> {
        undelivered.release();
        deliver(signal);
      });
    }
  }

  /** A virtual thread waits until the event loop keeps up; any other thread must not, so its surplus is lost. */
  private boolean mayHop() {
    if (!Thread.currentThread().isVirtual()) {
      return undelivered.tryAcquire();
    }
    try {
      return undelivered.tryAcquire(LONGEST_HOLD_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void deliver(RunSignal signal) {
    if (over) {
      return;
    }
    if (early != null) {
      keep(early, signal);
    }
    for (Seat seat : listeners) {
      if (seat.joined) {
        tell(seat, signal);
      } else {
        keep(seat.missed, signal);
      }
    }
  }

  private static void keep(Deque<RunSignal> kept, RunSignal signal) {
    if (kept.size() == MOST_KEPT) {
      kept.removeFirst();
    }
    kept.addLast(signal);
  }

  private void tell(Seat seat, RunSignal signal) {
    if (seat.left.get()) {
      return;
    }
    try {
      seat.listener.onSignal(signal);
    } catch (RuntimeException e) {
      LOG.warn("a listener of run {} failed", run, e);
    }
  }

  /** Whether somebody follows the run now; to be asked on its event loop. */
  boolean isHeard() {
    return !listeners.isEmpty();
  }

  /** Nothing is said after this. */
  void close() {
    over = true;
    listeners.clear();
  }

  private void onLoop(Runnable action) {
    if (((ContextInternal) context).inThread()) {
      action.run();
    } else {
      context.runOnContext(now -> action.run());
    }
  }
}
