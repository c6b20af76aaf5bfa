package io.roundhouse.routers.guard;

/**
 * What signals need besides the request itself. Immutable.
 *
 * @param attacks recognises jailbreaks and harmful requests
 * @param scope says whether any agent does what a request asks for
 */
public record Senses(AttackDetector attacks, Scope scope) {

  /** Says whether any agent does what a request asks for. Pure and safe to share. */
  @FunctionalInterface
  public interface Scope {

    /** Returns true if nobody does it. */
    boolean isOutOfScope(String text);
  }

  /** Returns senses that know attacks by their wording only, and take everything to be in scope. */
  public static Senses ofWording() {
    return new Senses(AttackDetector.ofWording(), text -> false);
  }
}
