package io.roundhouse.server;

import io.roundhouse.routers.controller.ControllerSnapshot;
import io.roundhouse.routers.controller.Reference;
import io.roundhouse.routers.controller.learn.DriftAlarm;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches whether the requests of a desk, and what comes of them, are still what its snapshot was trained on; says in the log when they
 * cease to be. Starts anew with every snapshot. Thread-safe.
 */
final class DriftWatch {

  private static final Logger LOG = LoggerFactory.getLogger(Roundhouse.class);

  private final String desk;
  private @Nullable Reference reference;
  private @Nullable DriftAlarm alarm;
  private List<String> ringing = List.of();

  DriftWatch(String desk) {
    this.desk = desk;
  }

  /** Takes note of a request. */
  void afterText(ControllerSnapshot snapshot, float[] vector) {
    note(snapshot, state -> state.afterText(vector));
  }

  /** Takes note of what came of one, in the terms of the snapshot's goal. */
  void afterUtility(ControllerSnapshot snapshot, double utility) {
    note(snapshot, state -> state.afterUtility(utility));
  }

  /** How many things have changed: 0, requests or answers, both. */
  synchronized int alarms() {
    return ringing.size();
  }

  private synchronized void note(ControllerSnapshot snapshot, UnaryOperator<DriftAlarm> seen) {
    Reference trained = snapshot.reference();
    if (trained == null) {
      return;
    }
    DriftAlarm before = alarm == null || !trained.equals(reference) ? DriftAlarm.of(trained) : alarm;
    DriftAlarm after = seen.apply(before);
    reference = trained;
    alarm = after;
    List<String> now = after.alarms();
    if (now.size() > ringing.size()) {
      LOG.warn("front desk '{}': {}", desk, String.join("; ", now));
    }
    ringing = now;
  }
}
