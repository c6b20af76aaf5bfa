package io.roundhouse.routers.controller.plans;

/**
 * The best plan for all texts: a branch is worth what the best plan is that it leads to. Immutable.
 */
public final class FixedScorer implements StageScorer {

  private final double[] utility;

  private FixedScorer(double[] utility) {
    this.utility = utility;
  }

  /** Returns a scorer by the plans' mean utility. */
  public static FixedScorer of(PlanBook book) {
    return of(book.plans().stream().mapToDouble(PlanFacts::utility).toArray());
  }

  /** Returns a scorer by the given utility of each plan. */
  public static FixedScorer of(double[] utility) {
    return new FixedScorer(utility.clone());
  }

  @Override
  public double[] score(float[] vector, Fork fork) {
    return best(utility, fork);
  }

  static double[] best(double[] utility, Fork fork) {
    return fork.branches().stream()
        .mapToDouble(branch -> branch.plans().stream().mapToDouble(plan -> utility[plan]).max().orElse(Double.NEGATIVE_INFINITY))
        .toArray();
  }
}
