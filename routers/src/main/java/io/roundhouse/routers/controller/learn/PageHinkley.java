package io.roundhouse.routers.controller.learn;

/**
 * Notices when the mean of a sequence rises for good (Page, Biometrika 1954; Hinkley, Biometrika 1971). Sums up by how much numbers exceed
 * their mean so far, less a little that is tolerated, and rings when that sum has climbed far above its lowest point. Immutable: every
 * number yields a new state.
 *
 * @param mean the mean so far
 * @param count how many numbers it is worth
 * @param sum of what was above the mean and the tolerance
 * @param least the lowest sum so far
 * @param tolerance what each number may exceed the mean by
 * @param limit how far the sum may climb
 */
public record PageHinkley(double mean, double count, double sum, double least, double tolerance, double limit) {

  /** Numbers in units of their spread: a quarter of it is tolerated; a rise by a whole one is noticed after some 35 numbers. */
  static final double TOLERANCE = 0.25;
  static final double LIMIT = 25;
  private static final double PRIOR = 200;

  /** Returns the state before the first number, for a sequence that is expected to have mean 0 and spread 1. */
  public static PageHinkley standard() {
    return new PageHinkley(0, PRIOR, 0, 0, TOLERANCE, LIMIT);
  }

  /** Returns the state after one more number. */
  public PageHinkley after(double value) {
    double next = mean + (value - mean) / (count + 1);
    double climbed = sum + value - next - tolerance;
    return new PageHinkley(next, count + 1, climbed, Math.min(least, climbed), tolerance, limit);
  }

  /** Returns whether the mean has risen. */
  public boolean rings() {
    return sum - least > limit;
  }
}
