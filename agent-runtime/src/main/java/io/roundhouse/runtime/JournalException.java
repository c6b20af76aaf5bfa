package io.roundhouse.runtime;

/** Says that the journal could not be opened, written or read; the run that needed it does not go on. */
public final class JournalException extends RuntimeFault {

  private static final long serialVersionUID = 1L;

  /** Reports a failure that has no further cause. */
  public JournalException(String message) {
    super(message);
  }

  /** Reports a failure with its cause, which goes to the log and never to a caller on the wire. */
  public JournalException(String message, Throwable cause) {
    super(message, cause);
  }
}
