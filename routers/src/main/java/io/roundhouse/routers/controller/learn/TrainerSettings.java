package io.roundhouse.routers.controller.learn;

import io.roundhouse.routers.controller.network.CascadeTraining;
import io.roundhouse.routers.models.Goal;
import io.roundhouse.routers.roles.RoleLibrary;

/**
 * How to learn. Immutable.
 *
 * @param goal what a dollar and a second are worth in quality
 * @param roles what roles and kinds of tasks mean
 * @param network how the network is trained
 * @param folds into how many parts requests are split to compare what was learned with the best static plan, at least 2
 * @param seed what is drawn is drawn from it
 */
public record TrainerSettings(Goal goal, RoleLibrary roles, CascadeTraining network, int folds, long seed) {

  /** Throws {@link IllegalArgumentException} if there are fewer than two folds. */
  public TrainerSettings {
    if (folds < 2) {
      throw new IllegalArgumentException("requests are to be split into %d parts; expected at least 2".formatted(folds));
    }
  }

  /** Returns settings for a balanced goal with the roles of the program, three parts. */
  public static TrainerSettings ofDefaults() {
    return new TrainerSettings(Goal.BALANCED, RoleLibrary.builtIn(), CascadeTraining.ofDefaults(), 3, 1);
  }

  /** Returns these settings with another goal. */
  public TrainerSettings withGoal(Goal other) {
    return new TrainerSettings(other, roles, network, folds, seed);
  }

  /** Returns these settings with other roles. */
  public TrainerSettings withRoles(RoleLibrary other) {
    return new TrainerSettings(goal, other, network, folds, seed);
  }

  /** Returns these settings with another training of the network. */
  public TrainerSettings withNetwork(CascadeTraining other) {
    return new TrainerSettings(goal, roles, other, folds, seed);
  }

  /** Returns these settings with another seed. */
  public TrainerSettings withSeed(long other) {
    return new TrainerSettings(goal, roles, network, folds, other);
  }
}
