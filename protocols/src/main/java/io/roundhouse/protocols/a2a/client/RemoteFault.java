package io.roundhouse.protocols.a2a.client;

import io.roundhouse.protocols.a2a.wire.A2aError;
import io.roundhouse.toolgraph.FailureClass;
import org.jspecify.annotations.Nullable;

/** A remote agent did not do what it was asked. Immutable; carries no stack trace. */
final class RemoteFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final FailureClass failureClass;
  private final boolean maybePerformed;

  private RemoteFault(FailureClass failureClass, String sentence, boolean maybePerformed) {
    super(sentence, null, false, false);
    this.failureClass = failureClass;
    this.maybePerformed = maybePerformed;
  }

  static RemoteFault of(FailureClass failureClass, String sentence) {
    return new RemoteFault(failureClass, sentence, false);
  }

  /** The request may have reached the agent all the same. */
  static RemoteFault inDoubt(FailureClass failureClass, String sentence) {
    return new RemoteFault(failureClass, sentence, true);
  }

  /** What the agent answered with an error of the protocol. */
  static RemoteFault refused(String agent, @Nullable A2aError error, String sentence) {
    String words = "agent '" + agent + "' refused: " + (sentence.length() > 300 ? sentence.substring(0, 300) : sentence);
    return of(error == null ? FailureClass.OUTAGE : switch (error) {
      case INVALID_PARAMS, CONTENT_TYPE_NOT_SUPPORTED, UNSUPPORTED_OPERATION, TASK_NOT_FOUND -> FailureClass.BAD_INPUT;
      case UNAUTHENTICATED, PERMISSION_DENIED -> FailureClass.DENIED;
      case RATE_LIMITED -> FailureClass.RATE_LIMITED;
      case INVALID_AGENT_RESPONSE, PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND, VERSION_NOT_SUPPORTED -> FailureClass.CONTRACT_VIOLATION;
      default -> FailureClass.OUTAGE;
    }, words);
  }

  FailureClass failureClass() {
    return failureClass;
  }

  boolean maybePerformed() {
    return maybePerformed;
  }

  String sentence() {
    String message = getMessage();
    return message == null ? "a remote agent failed" : message;
  }
}
