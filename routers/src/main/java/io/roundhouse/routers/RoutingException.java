package io.roundhouse.routers;

/** Something that routing cannot work with; the message says what, with which value, and what was expected. */
public abstract sealed class RoutingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private RoutingException(String message) {
    super(message);
  }

  /** A request, profile or decision was built from values that contradict each other or are out of range. */
  public static final class Invalid extends RoutingException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception with a whole sentence for the person who configured the value. */
    public Invalid(String message) {
      super(message);
    }
  }

  /** A {@link Policy} chose something that its stage does not allow, such as an agent that was not eligible. */
  public static final class BrokenPolicy extends RoutingException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception with a sentence that names the policy and its choice. */
    public BrokenPolicy(String message) {
      super(message);
    }
  }
}
