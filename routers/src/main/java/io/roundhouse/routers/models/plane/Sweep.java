package io.roundhouse.routers.models.plane;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Follows a policy from "money is no object" to "as cheap as possible": at each exchange rate between dollars and quality it takes,
 * for every query, the model with the greatest predicted quality minus rate times predicted cost (CARROT, arXiv 2502.03261). Ties go
 * to the cheaper model. Pure functions.
 */
public final class Sweep {

  private static final double TIE = 1e-12;
  private static final int START = 24;

  private Sweep() {}

  /**
   * Chooses for one query.
   *
   * @param allowed models that may be chosen, by index; at least one
   * @return the index of the chosen model
   */
  public static int choose(double[] quality, double[] cost, double rate, int[] allowed) {
    int best = allowed[0];
    double bestUtility = quality[best] - rate * cost[best];
    for (int k = 1; k < allowed.length; k++) {
      int j = allowed[k];
      double utility = quality[j] - rate * cost[j];
      if (utility > bestUtility + TIE || (utility > bestUtility - TIE && cost[j] < cost[best])) {
        best = j;
        bestUtility = utility;
      }
    }
    return best;
  }

  /** Chooses for every query. */
  public static int[] chooseAll(double[][] quality, double[][] cost, double rate, int[] allowed) {
    int[] chosen = new int[quality.length];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = choose(quality[i], cost[i], rate, allowed);
    }
    return chosen;
  }

  /** Returns all models of a table. */
  public static int[] all(int models) {
    int[] all = new int[models];
    Arrays.setAll(all, j -> j);
    return all;
  }

  /** Returns a coarse ladder of rates from 0 up, in units of the inverse of {@code meanCost}: enough to compare two predictors. */
  public static double[] coarse(double meanCost, int steps) {
    double[] rates = new double[steps];
    double unit = 1 / Math.max(meanCost, 1e-12);
    for (int k = 1; k < steps; k++) {
      rates[k] = unit * Math.pow(10, -3 + 6.0 * (k - 1) / (steps - 2));
    }
    return rates;
  }

  /**
   * Returns rates at which the predicted spending takes evenly spread values: a ladder that is refined where spending jumps. With two
   * models, all rates at which any choice changes.
   */
  public static double[] rates(double[][] quality, double[][] cost, int[] allowed, int most) {
    if (allowed.length == 2) {
      return breakpoints(quality, cost, allowed[0], allowed[1]);
    }
    double mean = Arrays.stream(cost).flatMapToDouble(Arrays::stream).average().orElse(1);
    List<Double> rates = new ArrayList<>();
    List<Double> spending = new ArrayList<>();
    for (double rate : coarse(mean, START)) {
      rates.add(rate);
      spending.add(spent(quality, cost, rate, allowed));
    }
    while (rates.size() < most) {
      int widest = 0;
      double jump = 0;
      for (int k = 0; k + 1 < rates.size(); k++) {
        boolean splittable = rates.get(k + 1) - rates.get(k) > 1e-9 * rates.get(k + 1);
        double gap = splittable ? Math.abs(spending.get(k + 1) - spending.get(k)) : 0;
        if (gap > jump) {
          jump = gap;
          widest = k;
        }
      }
      if (jump <= 0) {
        break;
      }
      double left = rates.get(widest);
      double right = rates.get(widest + 1);
      double middle = left <= 0 ? right / 4 : Math.sqrt(left * right);
      rates.add(widest + 1, middle);
      spending.add(widest + 1, spent(quality, cost, middle, allowed));
    }
    return rates.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double spent(double[][] quality, double[][] cost, double rate, int[] allowed) {
    double sum = 0;
    for (int i = 0; i < quality.length; i++) {
      sum += cost[i][choose(quality[i], cost[i], rate, allowed)];
    }
    return sum;
  }

  private static double[] breakpoints(double[][] quality, double[][] cost, int first, int second) {
    TreeSet<Double> rates = new TreeSet<>();
    rates.add(0.0);
    for (int i = 0; i < quality.length; i++) {
      double gap = (quality[i][first] - quality[i][second]) / (cost[i][first] - cost[i][second]);
      if (Double.isFinite(gap) && gap > 0) {
        rates.add(gap * (1 - 1e-9));
        rates.add(gap * (1 + 1e-9));
      }
    }
    return rates.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Returns what choosing {@code chosen} really cost and yielded on average. */
  public static Point outcome(int[] chosen, double[][] quality, double[][] cost) {
    double spent = 0;
    double gained = 0;
    for (int i = 0; i < chosen.length; i++) {
      spent += cost[i][chosen[i]];
      gained += quality[i][chosen[i]];
    }
    return new Point(spent / chosen.length, gained / chosen.length);
  }
}
