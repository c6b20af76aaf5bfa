package io.roundhouse.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * How a body talks with whoever asked for its run, while it works. Thread-safe; the same from the event loop and from a virtual thread.
 *
 * <p>Progress, logs and partial text go to the run's listeners and nowhere else; a body that makes more of them than can be delivered
 * is slowed down if it is on a virtual thread, and loses some if it is not. Questions are recorded with their answers: after a restart
 * an answered question is not asked again, and an open one is open again under the same id, provided that the body asks the same
 * questions in the same order.
 */
public interface Dialogue {

  /** Says how far the work is; see {@link RunSignal.Progress}. */
  void progress(double done, @Nullable Double total, @Nullable String message);

  /** Writes a line to the caller's log; {@code logger} names the part that writes. */
  void log(LogLevel level, @Nullable String logger, JsonNode data);

  /** Hands over the next piece of the answer's text. */
  void partial(String text);

  /**
   * Asks, and goes on when there is an answer; the future completes on the run's event loop.
   *
   * <p>The timeout of the call stands still meanwhile. When the run's time budget is used up the answer is
   * {@link InputAnswer.Dismissed}; in a run without one, after a day. The future fails with a {@link ToolException} of class
   * {@code DENIED} when the run ends, of class {@code RATE_LIMITED} if too many questions of the run are open, and of class
   * {@code CONTRACT_VIOLATION} if after a restart the body asks something else than it had asked.
   */
  Future<InputAnswer> ask(InputRequest request);

  /**
   * The same for a body on a virtual thread, which it parks.
   *
   * @throws ToolException as the future of {@link #ask} fails
   * @throws IllegalStateException on an event loop, which must not be blocked
   */
  default InputAnswer askAndWait(InputRequest request) {
    if (Context.isOnEventLoopThread()) {
      throw new IllegalStateException("askAndWait would block an event loop; use ask there");
    }
    try {
      return ask(request).toCompletionStage().toCompletableFuture().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ToolException(FailureClass.DENIED, "the run has ended", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeFault fault
          ? fault
          : new ToolException(FailureClass.OUTAGE, "the question could not be asked", e);
    }
  }

  /** A dialogue with nobody: signals are lost, and every question is dismissed. For calls outside runs, as in tests of a body. */
  static Dialogue none() {
    return NoDialogue.INSTANCE;
  }
}
