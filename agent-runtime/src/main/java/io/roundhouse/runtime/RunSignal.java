package io.roundhouse.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Something that a run tells whoever follows it while it is under way. Immutable; safe to share.
 *
 * <p>Signals are for the moment: they are not recorded. Questions and answers are, as {@link RunEvent}s of their own.
 */
public sealed interface RunSignal {

  /**
   * How far the work of a call is.
   *
   * @param callId the call it is about; empty for the run itself
   * @param done how much is done, in a unit of the body's own; grows
   * @param total how much there is to do in the same unit; null if nobody knows
   * @param message what is being done; null if the body did not say
   */
  record Progress(String callId, double done, @Nullable Double total, @Nullable String message) implements RunSignal {}

  /** A line for the caller's log; {@code logger} names the part that wrote it. */
  record Log(String callId, LogLevel level, @Nullable String logger, JsonNode data) implements RunSignal {}

  /** The next piece of an answer's text, before the whole of it is there. */
  record Partial(String callId, String text) implements RunSignal {}

  /** A question is open; see {@link Run#pending}. */
  record InputAsked(InputRequest request) implements RunSignal {}

  /** The question is not open any more. */
  record InputAnswered(String id) implements RunSignal {}
}
