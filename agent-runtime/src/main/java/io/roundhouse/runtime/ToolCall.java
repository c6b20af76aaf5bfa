package io.roundhouse.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * One call of a tool, as its body sees it. Immutable; safe to share.
 *
 * @param run the run the call belongs to
 * @param callId the call's place in its run, for example {@code invoice/post#1}; unique within the run
 * @param idempotencyKey the same for every repetition of this call, also after a crash; pass it on to whoever performs the effect
 * @param arguments a JSON object that has passed the tool's input schema
 * @param timeout how long the runtime waits before it gives the call up
 * @param cancellation tells when nobody waits for the answer any more
 * @param dialogue talks with whoever asked for the run
 * @param caller who asked for the run
 */
public record ToolCall(
    RunId run,
    String callId,
    String idempotencyKey,
    JsonNode arguments,
    Duration timeout,
    Cancellation cancellation,
    Dialogue dialogue,
    Caller caller) {

  /** A call that can talk with nobody, as in a test of a body. */
  public ToolCall(RunId run, String callId, String idempotencyKey, JsonNode arguments, Duration timeout, Cancellation cancellation) {
    this(run, callId, idempotencyKey, arguments, timeout, cancellation, Dialogue.none(), Caller.LOCAL);
  }
}
