package io.roundhouse.routers.models.eval;

/**
 * How to measure. Immutable.
 *
 * @param seeds how many splits, at least 1
 * @param firstSeed the seed of the first split; the others count up from it
 * @param trainingShare the share of rows to learn from, more than 0 and less than 1
 * @param bootstrapDraws how many redrawn test sets an interval is made of, at least 40
 * @param baselines whether the published routers take part
 */
public record EvalOptions(int seeds, long firstSeed, double trainingShare, int bootstrapDraws, boolean baselines) {

  /** Throws {@link IllegalArgumentException} if a number is out of range. */
  public EvalOptions {
    if (seeds < 1 || !(trainingShare > 0 && trainingShare < 1) || bootstrapDraws < 40) {
      throw new IllegalArgumentException(
          "seeds %d, training share %s, bootstrap draws %d; expected at least 1, between 0 and 1, at least 40"
              .formatted(seeds, trainingShare, bootstrapDraws));
    }
  }

  /** Returns five splits of 70 % from seed 1, 400 redrawn test sets, with the baselines. */
  public static EvalOptions ofDefaults() {
    return new EvalOptions(5, 1, 0.7, 400, true);
  }
}
