package io.roundhouse.routers.agents.eval;

/** The data cannot be evaluated; the message says which file, what was found and what was expected. */
public final class EvalException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception with a whole sentence for the person who asked for the evaluation. */
  public EvalException(String message) {
    super(message);
  }
}
