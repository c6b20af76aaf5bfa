package io.roundhouse.runtime;

import io.roundhouse.toolgraph.FailureClass;

/**
 * Thrown by a blocking tool to say how it failed; the class decides what healing may do about it.
 *
 * <p>Any other exception thrown by a tool counts as {@link FailureClass#OUTAGE}, except {@link IllegalArgumentException},
 * which counts as {@link FailureClass#BAD_INPUT}. The message reaches the caller, so it must be safe to show.
 */
public final class ToolException extends RuntimeFault {

  private static final long serialVersionUID = 1L;

  private final FailureClass failureClass;

  /** Fails the call with a class and a sentence that may be shown to the caller. */
  public ToolException(FailureClass failureClass, String message) {
    super(message);
    this.failureClass = failureClass;
  }

  /** The same, with the cause for the log. */
  public ToolException(FailureClass failureClass, String message, Throwable cause) {
    super(message, cause);
    this.failureClass = failureClass;
  }

  /** The input is at fault: no other tool with the same contract is tried. */
  public static ToolException badInput(String message) {
    return new ToolException(FailureClass.BAD_INPUT, message);
  }

  /** The tool or its provider is down: a stand-in may be tried at once. */
  public static ToolException outage(String message) {
    return new ToolException(FailureClass.OUTAGE, message);
  }

  /** What kind of failure this is. */
  public FailureClass failureClass() {
    return failureClass;
  }
}
