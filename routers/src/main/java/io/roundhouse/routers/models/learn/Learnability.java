package io.roundhouse.routers.models.learn;

import java.util.List;

/**
 * How much the texts of one family of prompts tell about which model does better, in the eyes of the regressions that the default policy
 * learns with. If the leads over the best model cannot be told from the texts, no such policy earns more in this family than its best
 * choice for the whole family, however it is trained. Shares are of the variance, measured on rows that the regressions have not seen;
 * they may be below 0. Immutable.
 *
 * @param family as the prompts name it; "all" if they name none
 * @param rows how many prompts there are
 * @param best the model with the best mean score
 * @param quality its mean score
 * @param told the share of its scores that the texts tell: how well one sees that a query is hard
 * @param rivals the next best models, best first
 * @param gain by how much the mean score is above the best model's if each prompt goes to the model with the highest estimate
 * @param movable the largest share of the prompts that could leave the best model, those with the highest estimates first, with no loss;
 *     how many that are is read off the scores afterwards, so it flatters
 */
public record Learnability(
    String family, int rows, String best, double quality, double told, List<Rival> rivals, double gain, double movable) {

  /** Copies the list. */
  public Learnability {
    rivals = List.copyOf(rivals);
  }

  /**
   * A model beside the best one.
   *
   * @param lead its mean score less the best model's
   * @param told the share of its scores that the texts tell
   * @param leadTold the share of its lead, prompt by prompt, that they tell
   */
  public record Rival(String model, double lead, double told, double leadTold) {}
}
