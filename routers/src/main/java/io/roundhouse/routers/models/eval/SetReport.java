package io.roundhouse.routers.models.eval;

import io.roundhouse.routers.models.plane.Point;
import java.util.List;
import java.util.Map;

/**
 * All contenders on one data set. Immutable.
 *
 * @param set the data set's name
 * @param rows how many prompts it has
 * @param priced whether its costs are money
 * @param zeroAiq the Zero router's mean AIQ
 * @param singles each model's mean cost and score in the first trial
 * @param results the contenders, ours first
 * @param robustness how much AIQ the default policy keeps when test texts are written differently, by perturbation; may be empty
 */
public record SetReport(
    String set, int rows, List<Long> seeds, boolean priced, double zeroAiq, Map<String, Point> singles, List<Result> results,
    Map<String, Double> robustness) {

  /** Copies the lists; maps keep their order. */
  public SetReport {
    seeds = List.copyOf(seeds);
    results = List.copyOf(results);
  }

  /** Returns the default policy's result. */
  public Result ours() {
    return results.getFirst();
  }
}
