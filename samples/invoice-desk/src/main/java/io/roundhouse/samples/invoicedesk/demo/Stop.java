package io.roundhouse.samples.invoicedesk.demo;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The wish to end, and every wait that gives way to it. Thread-safe. */
final class Stop {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final CountDownLatch asked = new CountDownLatch(1);

  void ask() {
    asked.countDown();
  }

  boolean isAsked() {
    return asked.getCount() == 0;
  }

  /** Waits that long; returns true at once if somebody wants to end. */
  boolean within(Duration time) {
    try {
      return asked.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Waits until {@code condition} holds; returns false if somebody wants to end before, or if that takes longer than {@code most}. */
  boolean until(BooleanSupplier condition, Duration most) {
    long deadline = System.nanoTime() + most.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0 || within(LOOK_AGAIN)) {
        return false;
      }
    }
    return true;
  }
}
