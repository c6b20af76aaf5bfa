package io.roundhouse.routers.models.cascade;

/**
 * What a judge says of an answer. Immutable.
 *
 * @param sure how sure the judge is that the answer is good, 0 to 1; a checker tool, a schema or a unit test says 0 or 1
 * @param reason one sentence
 */
public record Verdict(double sure, String reason) {

  /** Throws {@link IllegalArgumentException} if {@code sure} is out of range. */
  public Verdict {
    if (!(sure >= 0 && sure <= 1)) {
      throw new IllegalArgumentException("a verdict is %s sure; expected 0 to 1".formatted(sure));
    }
  }

  /** Returns the verdict of a check that passes or fails. */
  public static Verdict of(boolean passed, String reason) {
    return new Verdict(passed ? 1 : 0, reason);
  }
}
