package io.roundhouse.runtime.testing;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits in a test for what comes later; every wait ends after twenty seconds with an error. */
public final class Await {

  private static final Duration LONGEST = Duration.ofSeconds(20);

  private Await() {}

  /** The future's value; a failed future fails the test with its cause. */
  public static <T> T await(Future<T> future) {
    settled(future);
    if (future.failed()) {
      throw new AssertionError("the future failed: " + future.cause(), future.cause());
    }
    return future.result();
  }

  /** Why the future failed; fails the test if it did not. */
  public static Throwable failure(Future<?> future) {
    settled(future);
    if (future.succeeded()) {
      throw new AssertionError("expected a failure, got " + future.result());
    }
    return future.cause();
  }

  private static void settled(Future<?> future) {
    CountDownLatch done = new CountDownLatch(1);
    future.onComplete(ignored -> done.countDown());
    try {
      if (!done.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("nothing happened within " + LONGEST.toSeconds() + " seconds");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
