package io.roundhouse.routers.models.eval;

import io.roundhouse.routers.models.outcomes.Outcomes;
import io.roundhouse.routers.models.plane.Point;
import io.roundhouse.routers.models.plane.Sweep;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a contender did with the test rows as its willingness to pay went from all to nothing. Immutable by convention.
 *
 * @param gaps with two models, how strongly each row spoke for the stronger one; null with more models or if the contender has none
 */
@SuppressWarnings("ArrayRecordComponent") // written once, then only read
record Curve(List<Stop> stops, double @Nullable [] gaps) {

  private static final int MOST_STOPS = 96;

  /**
   * One willingness to pay.
   *
   * @param rate how many points of quality a dollar had to bring
   * @param chosen the model of each row; null if a row may have cost several
   */
  @SuppressWarnings("ArrayRecordComponent") // written once, then only read
  record Stop(double rate, int @Nullable [] chosen, double[] cost, double[] quality) {

    static Stop of(double rate, int[] chosen, Outcomes test) {
      double[] cost = new double[chosen.length];
      double[] quality = new double[chosen.length];
      for (int i = 0; i < chosen.length; i++) {
        cost[i] = test.cost()[i][chosen[i]];
        quality[i] = test.quality()[i][chosen[i]];
      }
      return new Stop(rate, chosen, cost, quality);
    }

    Point point() {
      double spent = 0;
      double gained = 0;
      for (int i = 0; i < cost.length; i++) {
        spent += cost[i];
        gained += quality[i];
      }
      return new Point(spent / cost.length, gained / cost.length);
    }
  }

  /** Chooses for a row at a rate. */
  interface Chooser {
    int choose(int row, double rate);
  }

  /** The curve of predictions with which every row takes the best quality minus rate times cost. */
  static Curve of(double[][] quality, double[][] cost, Outcomes test) {
    int[] all = Sweep.all(test.models().size());
    return of(quality, cost, all, (row, rate) -> Sweep.choose(quality[row], cost[row], rate, all), test);
  }

  static Curve of(double[][] quality, double[][] cost, int[] candidates, Chooser chooser, Outcomes test) {
    List<Stop> stops = new ArrayList<>();
    for (double rate : thinned(Sweep.rates(quality, cost, candidates, MOST_STOPS))) {
      int[] chosen = new int[test.size()];
      for (int i = 0; i < chosen.length; i++) {
        chosen[i] = chooser.choose(i, rate);
      }
      stops.add(Stop.of(rate, chosen, test));
    }
    return new Curve(stops, test.models().size() == 2 ? gaps(quality, cost, test) : null);
  }

  private static double[] thinned(double[] rates) {
    if (rates.length <= MOST_STOPS) {
      return rates;
    }
    double[] fewer = new double[MOST_STOPS];
    for (int k = 0; k < MOST_STOPS; k++) {
      fewer[k] = rates[(int) Math.round((double) k * (rates.length - 1) / (MOST_STOPS - 1))];
    }
    return fewer;
  }

  private static double[] gaps(double[][] quality, double[][] cost, Outcomes test) {
    int strong = Figures.strong(test);
    double[] gaps = new double[quality.length];
    for (int i = 0; i < gaps.length; i++) {
      double dearer = Math.max(1e-12, cost[i][strong] - cost[i][1 - strong]);
      gaps[i] = (quality[i][strong] - quality[i][1 - strong]) / dearer;
    }
    return gaps;
  }

  List<Point> points() {
    return stops.stream().map(Stop::point).toList();
  }
}
