package io.roundhouse.protocols.mcp.client;

import io.roundhouse.runtime.ToolResult;
import io.roundhouse.toolgraph.FailureClass;

/** Ends a request to a server without its answer. Carries no stack trace: it is an outcome of a call, not a fault of ours. */
final class CallFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ToolResult.Failure failure;

  private final boolean sessionOver;

  private CallFault(ToolResult.Failure failure, boolean sessionOver) {
    super(failure.message(), null, false, false);
    this.failure = failure;
    this.sessionOver = sessionOver;
  }

  private CallFault(ToolResult.Failure failure) {
    this(failure, false);
  }

  /** The server did not look at the request, because it has forgotten the session; in a new one it would. */
  static CallFault sessionOver(String message) {
    return new CallFault(new ToolResult.Failure(FailureClass.OUTAGE, message), true);
  }

  /** The request did not reach the server. */
  static CallFault notSent(FailureClass failureClass, String message) {
    return new CallFault(new ToolResult.Failure(failureClass, message));
  }

  /** The request may have reached the server. */
  static CallFault maybeSent(FailureClass failureClass, String message) {
    return new CallFault(new ToolResult.Failure(failureClass, message).inDoubt());
  }

  /** The server asks for a pause. */
  static CallFault rateLimited(String message, long retryAfterMillis) {
    return new CallFault(new ToolResult.Failure(FailureClass.RATE_LIMITED, message, retryAfterMillis, false));
  }

  /** Whether the same request may succeed in a new session. */
  boolean isSessionOver() {
    return sessionOver;
  }

  ToolResult.Failure failure() {
    return failure;
  }
}
