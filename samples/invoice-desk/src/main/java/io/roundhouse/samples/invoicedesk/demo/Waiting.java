package io.roundhouse.samples.invoicedesk.demo;

import io.roundhouse.runtime.RuntimeFault;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets a thread that may block wait for the runtime. Stateless. */
final class Waiting {
  private Waiting() {}

  /** The result of the future; throws a {@link DemoException} if it fails or is not there in time. */
  static <T> T on(Future<T> future, Duration most) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failure) {
      String reason = failure.getCause() instanceof RuntimeFault fault ? fault.getMessage() : String.valueOf(failure.getCause());
      throw new DemoException("the runtime gave up: " + reason, failure);
    } catch (TimeoutException slow) {
      throw new DemoException("the runtime gave no answer within %d s".formatted(most.toSeconds()), slow);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      throw new DemoException("interrupted", end);
    }
  }
}
