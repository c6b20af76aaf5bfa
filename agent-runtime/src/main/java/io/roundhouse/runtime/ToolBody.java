package io.roundhouse.runtime;

import io.vertx.core.Future;

/** How a tool does its work, and with that the kind of thread it runs on. */
public sealed interface ToolBody {

  /** Runs on the event loop and must never block it; costs no thread. */
  record Async(AsyncCall call) implements ToolBody {}

  /** Plain blocking Java; each call runs on a virtual thread of its own, interrupted on timeout and cancellation. */
  record Blocking(BlockingCall call) implements ToolBody {}

  /** A tool graph: the runtime plans, calls its steps and heals. */
  record Graph(GraphTool graph) implements ToolBody {}

  /** The work of an {@link Async} body; a failed future counts like an exception thrown by a blocking body. */
  @FunctionalInterface
  interface AsyncCall {
    /** Begins the call and returns at once; the future may complete on any thread. */
    Future<ToolResult> call(ToolCall call);
  }

  /** The work of a {@link Blocking} body; see {@link ToolException} for what a thrown exception means. */
  @FunctionalInterface
  interface BlockingCall {
    /** Does the work and returns its result. */
    ToolResult call(ToolCall call) throws Exception;
  }
}
