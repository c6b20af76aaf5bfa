package io.roundhouse.routers.guard;

/** Rules that cannot be used; the message names them, and says what contradicts what and how to mend it. */
public final class GuardException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String rule;

  GuardException(String rule, String message) {
    super(message);
    this.rule = rule;
  }

  /** Returns the name of the rule that is at fault. */
  public String rule() {
    return rule;
  }
}
