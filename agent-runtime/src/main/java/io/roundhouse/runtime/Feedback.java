package io.roundhouse.runtime;

import org.jspecify.annotations.Nullable;

/**
 * What somebody thinks of how a run went. Immutable.
 *
 * @param score from 0 (useless) to 1 (perfect)
 * @param by who says so, for the record
 * @param comment in words; null for none
 */
public record Feedback(double score, String by, @Nullable String comment) {

  /** The shelf of the journal's notes that feedback is kept on, by the run's id. */
  public static final String SHELF = "feedback";

  /** Throws {@link ToolException} of class {@code BAD_INPUT} if the score is out of range. */
  public Feedback {
    if (!(score >= 0 && score <= 1)) {
      throw ToolException.badInput("a score is " + score + ", expected a number from 0 to 1");
    }
  }

  /** A score without words. */
  public static Feedback of(double score, String by) {
    return new Feedback(score, by, null);
  }
}
