package io.roundhouse.routers.controller.eval;

import java.util.List;

/**
 * What ways of working on a request are worth on one file of answers. Immutable.
 *
 * @param rows how many requests the file has
 * @param seeds one split each
 * @param lines the contenders
 */
public record ModesReport(String set, int rows, int models, List<Long> seeds, List<Line> lines) {

  /** Copies the lists. */
  public ModesReport {
    seeds = List.copyOf(seeds);
    lines = List.copyOf(lines);
  }

  /**
   * One contender, on average over the splits. Immutable.
   *
   * @param goal what a dollar had to bring, in words; blank where it does not matter
   * @param quality the share of right answers
   * @param dollars the mean cost of a request
   * @param points its quality minus that of the best single model, which is known only in hindsight, in points
   * @param share its cost as a share of that model's
   * @param gain its utility over that of the best static plan, both learned on the training rows
   * @param example what it chose in the first split
   */
  public record Line(String contender, String goal, double quality, double dollars, double points, double pointsLow, double pointsHigh,
      double share, double gain, double gainLow, double gainHigh, String example) {}

  /** The agreement gate's line. */
  public Line gate() {
    return lines.stream().filter(line -> line.contender().equals(ModesEval.GATE)).findFirst().orElseThrow();
  }

  /** Whether the gate is within 0.7 points of the best single model at no more than 0.55 of its cost. */
  public boolean gateHolds() {
    return gate().points() >= -0.7 && gate().share() <= 0.55;
  }

  /** The learned policies that are worse than the best static plan beyond their interval. */
  public List<Line> worseThanStatic() {
    return lines.stream().filter(line -> line.contender().startsWith(ModesEval.LEARNED) && line.gainHigh() < 0).toList();
  }
}
