package io.roundhouse.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.roundhouse.toolgraph.FailureClass;
import java.util.List;

/** What a tool call came to. Immutable; safe to share. */
public sealed interface ToolResult {

  /** The call did its work; {@code output} is the structured result (a {@code TextNode} for plain text). */
  record Success(JsonNode output) implements ToolResult {

    /** The output as text: the string itself for text, JSON for anything else. */
    public String text() {
      return output.isTextual() ? output.textValue() : output.toString();
    }
  }

  /**
   * The call failed.
   *
   * @param failureClass what healing may do about it
   * @param message one sentence that may be shown to the caller
   * @param retryAfterMillis when a rate limit ends, counted from now; 0 if the tool did not say
   * @param maybePerformed the effect may have happened all the same, as with a connection that broke after the request was sent
   */
  record Failure(FailureClass failureClass, String message, long retryAfterMillis, boolean maybePerformed) implements ToolResult {

    /** A failure without effect that names no time to wait. */
    public Failure(FailureClass failureClass, String message) {
      this(failureClass, message, 0, false);
    }

    /** The same failure, whose effect may have happened all the same. */
    public Failure inDoubt() {
      return new Failure(failureClass, message, retryAfterMillis, true);
    }
  }

  /**
   * A tool graph has no route left that the runtime may take by itself.
   *
   * @param question what a person or a model has to decide
   * @param blockers the steps that would have to recover
   */
  record Escalation(String question, List<String> blockers) implements ToolResult {

    public Escalation {
      blockers = List.copyOf(blockers);
    }
  }

  /** A successful call with a structured result. */
  static ToolResult of(JsonNode output) {
    return new Success(output);
  }

  /** A successful call whose result is plain text. */
  static ToolResult text(String text) {
    return new Success(TextNode.valueOf(text));
  }

  /** A failed call without effect. */
  static ToolResult failure(FailureClass failureClass, String message) {
    return new Failure(failureClass, message);
  }
}
