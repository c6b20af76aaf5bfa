package io.roundhouse.runtime.testing;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ScriptedModelServer} does with one request. Immutable.
 *
 * @param status the HTTP status
 * @param text what the model says; for an error the message
 * @param tools tools that it wants called
 * @param latency how long it thinks before the first byte
 * @param gap how long it waits between two pieces of a stream
 * @param inputTokens what it counts; below zero to count nothing
 * @param outputTokens what it counts
 * @param retryAfter the header of that name, in seconds; null for none
 * @param fault what goes wrong on the way
 */
public record ModelReply(int status, String text, List<Tool> tools, Duration latency, Duration gap, int inputTokens, int outputTokens,
    @Nullable Integer retryAfter, Fault fault) {

  /** A tool that the model wants called, with its arguments as JSON text. */
  public record Tool(String id, String name, String arguments) {}

  /** What can go wrong on the way. */
  public enum Fault {
    /** Nothing does. */
    NONE,
    /** The body is not JSON. */
    MALFORMED,
    /** The connection ends in the middle of the body or of the stream. */
    DROPPED,
    /** No byte ever comes. */
    SILENT,
    /** The answer was withheld by the provider's filter. */
    FILTERED
  }

  public ModelReply {
    tools = List.copyOf(tools);
  }

  /** Says this at once; counts one token per word of four characters. */
  public static ModelReply text(String text) {
    return new ModelReply(200, text, List.of(), Duration.ZERO, Duration.ZERO, 12, Math.max(1, text.length() / 4), null, Fault.NONE);
  }

  /** Wants a tool called. */
  public static ModelReply tool(String name, String arguments) {
    return text("").withTools(List.of(new Tool("call_1", name, arguments)));
  }

  /** Refuses with this status. */
  public static ModelReply error(int status, String message) {
    return new ModelReply(status, message, List.of(), Duration.ZERO, Duration.ZERO, -1, 0, null, Fault.NONE);
  }

  /** The same, wanting these tools called. */
  public ModelReply withTools(List<Tool> newTools) {
    return new ModelReply(status, text, newTools, latency, gap, inputTokens, outputTokens, retryAfter, fault);
  }

  /** The same after this time. */
  public ModelReply after(Duration time) {
    return new ModelReply(status, text, tools, time, gap, inputTokens, outputTokens, retryAfter, fault);
  }

  /** The same with this time between the pieces of a stream. */
  public ModelReply withGap(Duration time) {
    return new ModelReply(status, text, tools, latency, time, inputTokens, outputTokens, retryAfter, fault);
  }

  /** The same with these counts. */
  public ModelReply withUsage(int input, int output) {
    return new ModelReply(status, text, tools, latency, gap, input, output, retryAfter, fault);
  }

  /** The same without any count. */
  public ModelReply withoutUsage() {
    return withUsage(-1, 0);
  }

  /** The same with the header {@code Retry-After}. */
  public ModelReply withRetryAfter(int seconds) {
    return new ModelReply(status, text, tools, latency, gap, inputTokens, outputTokens, seconds, fault);
  }

  /** The same with this mishap. */
  public ModelReply with(Fault newFault) {
    return new ModelReply(status, text, tools, latency, gap, inputTokens, outputTokens, retryAfter, newFault);
  }
}
