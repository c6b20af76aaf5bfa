package io.roundhouse.server;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for futures on threads that may block: the main thread and shutdown hooks. */
final class Await {

  private static final Logger LOG = LoggerFactory.getLogger(Await.class);
  private static final Duration A_MOMENT = Duration.ofSeconds(5);

  private Await() {}

  /** The result; what the future fails with is thrown. */
  static <T> T result(Future<T> future, Duration patience) {
    if (Context.isOnEventLoopThread()) {
      throw new IllegalStateException("this call waits, so it must not be made on an event loop; use a virtual thread");
    }
    try {
      return future.toCompletionStage().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new IllegalStateException(cause.getMessage(), cause);
    } catch (TimeoutException e) {
      throw new IllegalStateException("no answer within " + patience.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }

  /** Waits a moment for something whose failure changes nothing any more. */
  static void quietly(Future<?> future) {
    try {
      result(future, A_MOMENT);
    } catch (IllegalStateException e) {
      LOG.debug("while cleaning up", e);
    }
  }
}
