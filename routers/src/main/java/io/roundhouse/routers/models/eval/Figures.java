package io.roundhouse.routers.models.eval;

import io.roundhouse.routers.models.outcomes.Outcomes;
import io.roundhouse.routers.models.plane.Hull;
import io.roundhouse.routers.models.plane.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What one contender's curve is worth on one set of test rows. NaN where a figure does not exist. Immutable.
 *
 * @param aiq mean quality over all prices between the cheapest and the dearest model
 * @param gain {@code aiq} minus that of the Zero router
 * @param costAtEqual the price of the best single model's quality, as a share of that model's price
 * @param costAt95 the price of 95 % of its quality, likewise
 * @param peak the best quality at any price
 * @param apgr RouteLLM's average performance gap recovered; only with two models
 * @param cpt50 the share of calls of the strong model with which half the gap is recovered; only with two models
 * @param cpt80 the same for 80 %
 */
public record Figures(
    double aiq, double gain, double costAtEqual, double costAt95, double peak, double apgr, double cpt50, double cpt80) {

  static Figures of(Curve curve, Outcomes test) {
    double[] cost = test.meanCost();
    double[] quality = test.meanQuality();
    List<Point> singles = singles(test);
    int best = best(quality, cost);
    List<Point> points = new ArrayList<>(curve.points());
    points.add(cheapest(singles));
    Hull hull = Hull.of(points);
    double least = Arrays.stream(cost).min().orElse(0);
    double most = Arrays.stream(cost).max().orElse(0);
    double aiq = hull.mean(least, most);
    double zero = Hull.of(singles).mean(least, most);
    double price = Math.max(cost[best], 1e-15);
    double[] recovered = curve.gaps() == null ? new double[] {Double.NaN, Double.NaN, Double.NaN} : recovered(curve.gaps(), test);
    return new Figures(aiq, aiq - zero, hull.costOf(quality[best]).orElse(Double.NaN) / price,
        hull.costOf(0.95 * quality[best]).orElse(Double.NaN) / price, hull.peak(), recovered[0], recovered[1], recovered[2]);
  }

  static List<Point> singles(Outcomes test) {
    double[] cost = test.meanCost();
    double[] quality = test.meanQuality();
    return IntStream.range(0, cost.length).mapToObj(j -> new Point(cost[j], quality[j])).toList();
  }

  static Point cheapest(List<Point> points) {
    Point cheapest = points.getFirst();
    for (Point point : points) {
      cheapest = point.cost() < cheapest.cost() ? point : cheapest;
    }
    return cheapest;
  }

  /** The model with the best mean score; among equals the cheapest. */
  static int best(double[] quality, double[] cost) {
    int best = 0;
    for (int j = 1; j < quality.length; j++) {
      if (quality[j] > quality[best] || (quality[j] == quality[best] && cost[j] < cost[best])) {
        best = j;
      }
    }
    return best;
  }

  static int strong(Outcomes test) {
    return best(test.meanQuality(), test.meanCost());
  }

  /** APGR, CPT50 and CPT80 (RouteLLM, arXiv 2406.18665, section 2): rows go to the strong model in the order of their gaps. */
  private static double[] recovered(double[] gaps, Outcomes test) {
    int strong = strong(test);
    Integer[] order = IntStream.range(0, gaps.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, (a, b) -> Double.compare(gaps[b], gaps[a]));
    double gap = test.meanQuality()[strong] - test.meanQuality()[1 - strong];
    double[] result = {0, Double.NaN, Double.NaN};
    double level = 0;
    for (int k = 0; k < order.length; k++) {
      double[] row = test.quality()[order[k]];
      double next = level + (row[strong] - row[1 - strong]) / order.length / gap;
      result[0] += (level + next) / 2 / order.length;
      level = next;
      double share = (k + 1.0) / order.length;
      result[1] = Double.isNaN(result[1]) && level >= 0.5 ? share : result[1];
      result[2] = Double.isNaN(result[2]) && level >= 0.8 ? share : result[2];
    }
    return gap > 0 ? result : new double[] {Double.NaN, Double.NaN, Double.NaN};
  }

  /** The mean of each figure over several trials; a figure that one trial does not have is taken over the others. */
  static Figures mean(List<Figures> figures) {
    return new Figures(
        mean(figures.stream().mapToDouble(Figures::aiq).toArray()),
        mean(figures.stream().mapToDouble(Figures::gain).toArray()),
        whole(figures.stream().mapToDouble(Figures::costAtEqual).toArray()),
        whole(figures.stream().mapToDouble(Figures::costAt95).toArray()),
        mean(figures.stream().mapToDouble(Figures::peak).toArray()),
        mean(figures.stream().mapToDouble(Figures::apgr).toArray()),
        mean(figures.stream().mapToDouble(Figures::cpt50).toArray()),
        mean(figures.stream().mapToDouble(Figures::cpt80).toArray()));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).average().orElse(Double.NaN);
  }

  /** Not there if one is missing: leaving out the trials that never reached the quality would flatter. */
  private static double whole(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }
}
