package io.roundhouse.runtime.engine;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long the calls of a run may still take. A call that waits for a person is not late: its time stands still meanwhile, and so does
 * that of the calls around it. Confined to the run's event loop.
 */
final class CallTimers {

  private final Vertx vertx;
  private final Context context;
  private final Map<String, Timer> running = new HashMap<>();
  private final Map<String, Integer> holds = new HashMap<>();

  CallTimers(Vertx vertx, Context context) {
    this.vertx = vertx;
    this.context = context;
  }

  /** Runs {@code late} when the call has used up its time; returns the way to stop that. */
  Runnable start(String callId, Duration timeout, Runnable late) {
    Timer timer = new Timer(Math.max(1, timeout.toMillis()), late);
    running.put(callId, timer);
    timer.go();
    return () -> {
      timer.halt();
      running.remove(callId, timer);
    };
  }

  /** A question of this call is open. */
  void hold(String callId) {
    holds.merge(callId, 1, Integer::sum);
    running.forEach((around, timer) -> {
      if (isWithin(callId, around)) {
        timer.halt();
      }
    });
  }

  /** A question of this call is settled. */
  void release(String callId) {
    holds.computeIfPresent(callId, (id, count) -> count == 1 ? null : count - 1);
    running.forEach((around, timer) -> {
      if (isWithin(callId, around) && holds.keySet().stream().noneMatch(held -> isWithin(held, around))) {
        timer.go();
      }
    });
  }

  private static boolean isWithin(String callId, String around) {
    return callId.startsWith(around) && (callId.length() == around.length() || callId.charAt(around.length()) == '/');
  }

  private final class Timer {

    private final Runnable late;
    private long restNanos;
    private long since;
    private long id = -1;

    Timer(long millis, Runnable late) {
      this.restNanos = TimeUnit.MILLISECONDS.toNanos(millis);
      this.late = late;
    }

    void go() {
      if (id == -1) {
        since = System.nanoTime();
        long mine = vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(restNanos)), fired ->
            context.runOnContext(now -> fired(fired)));
        id = mine;
      }
    }

    private void fired(long timer) {
      if (timer == id) {
        late.run();
      }
    }

    void halt() {
      if (id != -1) {
        vertx.cancelTimer(id);
        id = -1;
        restNanos -= System.nanoTime() - since;
      }
    }
  }
}
