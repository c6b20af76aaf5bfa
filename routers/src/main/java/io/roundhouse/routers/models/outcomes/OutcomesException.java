package io.roundhouse.routers.models.outcomes;

/** A file of outcomes cannot be used; the message says which line, what was found and what was expected. */
public final class OutcomesException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception with a whole sentence for the person who made the file. */
  public OutcomesException(String message) {
    super(message);
  }
}
