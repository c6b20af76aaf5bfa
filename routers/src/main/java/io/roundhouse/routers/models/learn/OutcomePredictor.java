package io.roundhouse.routers.models.learn;

import io.roundhouse.routers.models.internal.Dense;
import io.roundhouse.routers.models.learn.FeatureSpace.Selection;
import io.roundhouse.routers.models.plane.Sweep;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Predicts what each model would make of a query and what it would cost: a weighted mean of the models' overall means, the table of
 * families, ridge regressions with or without the table below them, and near neighbours. Immutable and safe to share; a prediction
 * takes some hundred microseconds. Made by {@link Trainer}.
 */
public final class OutcomePredictor {

  /**
   * One regression that takes part.
   *
   * @param onTable whether it predicts what the table misses rather than the score itself
   */
  record Part(Selection selection, boolean onTable, double weight, Linear model) {}

  private final List<String> models;
  private final FeatureSpace space;
  private final Families families;
  private final Dense qualityTable;
  private final Dense costTable;
  private final Linear costRest;
  private final double[] means;
  private final double meanWeight;
  private final double tableWeight;
  private final List<Part> parts;
  private final @Nullable Nearby nearby;
  private final double[] nearbyWeights;
  private final int[] candidates;
  private final Guard guard;

  OutcomePredictor(
      List<String> models, FeatureSpace space, Families families, Dense qualityTable, Dense costTable, Linear costRest,
      double[] means,
      double meanWeight, double tableWeight, List<Part> parts, @Nullable Nearby nearby, double[] nearbyWeights,
      int[] candidates, Guard guard) {
    this.models = List.copyOf(models);
    this.space = space;
    this.families = families;
    this.qualityTable = qualityTable;
    this.costTable = costTable;
    this.costRest = costRest;
    this.means = means;
    this.meanWeight = meanWeight;
    this.tableWeight = tableWeight;
    this.parts = List.copyOf(parts);
    this.nearby = nearby;
    this.nearbyWeights = nearbyWeights;
    this.candidates = candidates;
    this.guard = guard;
  }

  /** Returns the names of the models that predictions are about, in order. */
  public List<String> models() {
    return models;
  }

  /** Returns the indices of the models worth choosing; the others were never the best choice at any price in training. */
  public int[] candidates() {
    return candidates.clone();
  }

  /** Returns every model's mean score in training. */
  public double[] means() {
    return means.clone();
  }

  /** Predicts for one query. */
  public Prediction predict(Query query) {
    double[][] blocks = space.blocks(query);
    double[] probabilities = families.probabilities(FeatureSpace.join(blocks, Trainer.FAMILY_FEATURES));
    double[] table = FamilyTable.mix(qualityTable, probabilities);
    double[] quality = new double[models.size()];
    double onTable = tableWeight;
    for (Part part : parts) {
      onTable += part.onTable() ? part.weight() : 0;
    }
    for (int j = 0; j < quality.length; j++) {
      quality[j] = meanWeight * means[j] + onTable * table[j];
    }
    Map<Selection, double[]> joined = new EnumMap<>(Selection.class);
    for (Part part : parts) {
      double[] features = joined.computeIfAbsent(part.selection(), selection -> FeatureSpace.join(blocks, selection));
      double[] values = part.model().apply(features);
      for (int j = 0; j < quality.length; j++) {
        quality[j] += part.weight() * values[j];
      }
    }
    if (nearby != null) {
      double[][] near = nearby.means(query.vector());
      for (int j = 0; j < quality.length; j++) {
        quality[j] += nearbyWeights[0] * near[0][j] + nearbyWeights[1] * near[1][j];
      }
    }
    double[] cost = FamilyTable.mix(costTable, probabilities);
    double[] rest = costRest.apply(FeatureSpace.join(blocks, Selection.SHAPE_ONLY));
    for (int j = 0; j < cost.length; j++) {
      cost[j] = Trainer.floored(cost[j], rest[j]);
    }
    return new Prediction(quality, cost);
  }

  /**
   * Returns the index of the model that is taken at {@code rate} whatever the query, if learning has shown to be worth less there;
   * else nothing.
   *
   * @param rate how much quality, 0 to 1, a dollar is worth
   */
  public OptionalInt fixedAt(double rate) {
    int fixed = guard.at(rate);
    return fixed == Guard.LEARNED ? OptionalInt.empty() : OptionalInt.of(fixed);
  }

  /** Returns the index of the model to take: the guard's, or the candidate with the best quality minus {@code rate} times cost. */
  public int choose(Prediction prediction, double rate) {
    int fixed = guard.at(rate);
    return fixed == Guard.LEARNED ? Sweep.choose(prediction.quality(), prediction.cost(), rate, candidates) : fixed;
  }

  @Nullable Nearby nearby() {
    return nearby;
  }

  double[] nearbyWeights() {
    return nearbyWeights;
  }

  Guard guard() {
    return guard;
  }

  FeatureSpace space() {
    return space;
  }

  Families families() {
    return families;
  }

  Dense qualityTable() {
    return qualityTable;
  }

  Dense costTable() {
    return costTable;
  }

  Linear costRest() {
    return costRest;
  }

  double meanWeight() {
    return meanWeight;
  }

  double tableWeight() {
    return tableWeight;
  }

  List<Part> parts() {
    return parts;
  }
}
