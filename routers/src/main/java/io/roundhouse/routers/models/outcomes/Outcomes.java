package io.roundhouse.routers.models.outcomes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * A table of prompts against models with a score and a cost in each cell. Immutable as long as nobody writes into the arrays it hands
 * out; safe to share.
 */
public final class Outcomes {

  private final String name;
  private final List<Prompt> prompts;
  private final List<String> models;
  private final double[][] quality;
  private final double[][] cost;
  private final boolean priced;

  /**
   * Creates a table.
   *
   * @param name what reports call it
   * @param quality by prompt and model: 0 (useless) to 1 (perfect), NaN where unknown
   * @param cost by prompt and model: dollars, never NaN
   * @param priced whether the costs are money; if not they only tell cheap from dear
   */
  public Outcomes(String name, List<Prompt> prompts, List<String> models, double[][] quality, double[][] cost, boolean priced) {
    this.name = name;
    this.prompts = List.copyOf(prompts);
    this.models = List.copyOf(models);
    this.quality = quality;
    this.cost = cost;
    this.priced = priced;
    if (quality.length != prompts.size() || cost.length != prompts.size()) {
      throw new OutcomesException("%d prompts come with %d rows of scores and %d of costs; expected as many"
          .formatted(prompts.size(), quality.length, cost.length));
    }
  }

  /** Returns what reports call this table. */
  public String name() {
    return name;
  }

  /** Returns the queries in order. */
  public List<Prompt> prompts() {
    return prompts;
  }

  /** Returns the models in order. */
  public List<String> models() {
    return models;
  }

  /** Returns the scores by prompt and model; NaN where unknown. Not a copy. */
  public double[][] quality() {
    return quality;
  }

  /** Returns the costs by prompt and model. Not a copy. */
  public double[][] cost() {
    return cost;
  }

  /** Returns whether the costs are money. */
  public boolean isPriced() {
    return priced;
  }

  /** Returns how many prompts there are. */
  public int size() {
    return prompts.size();
  }

  /** Returns the families that prompts name, in order of appearance; empty if none does. */
  public List<String> families() {
    LinkedHashSet<String> families = new LinkedHashSet<>();
    prompts.forEach(prompt -> families.add(prompt.family()));
    families.remove("");
    return List.copyOf(families);
  }

  /** Returns the table with only the rows at {@code indices}. */
  public Outcomes rows(int[] indices) {
    List<Prompt> chosen = new ArrayList<>(indices.length);
    double[][] scores = new double[indices.length][];
    double[][] costs = new double[indices.length][];
    for (int i = 0; i < indices.length; i++) {
      chosen.add(prompts.get(indices[i]));
      scores[i] = quality[indices[i]];
      costs[i] = cost[indices[i]];
    }
    return new Outcomes(name, chosen, models, scores, costs, priced);
  }

  /** Returns every model's mean score over the prompts where it is known; 0 where it never is. */
  public double[] meanQuality() {
    return means(quality);
  }

  /** Returns every model's mean cost. */
  public double[] meanCost() {
    return means(cost);
  }

  private double[] means(double[][] cells) {
    double[] sums = new double[models.size()];
    int[] counts = new int[models.size()];
    for (double[] row : cells) {
      for (int j = 0; j < sums.length; j++) {
        if (!Double.isNaN(row[j])) {
          sums[j] += row[j];
          counts[j]++;
        }
      }
    }
    for (int j = 0; j < sums.length; j++) {
      sums[j] = counts[j] == 0 ? 0 : sums[j] / counts[j];
    }
    return sums;
  }

  /** Returns whether every score is known. */
  public boolean isComplete() {
    return Arrays.stream(quality).flatMapToDouble(Arrays::stream).noneMatch(Double::isNaN);
  }
}
