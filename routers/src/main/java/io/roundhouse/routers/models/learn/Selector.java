package io.roundhouse.routers.models.learn;

import io.roundhouse.routers.models.internal.Dense;
import io.roundhouse.routers.models.learn.Trainer.Library;
import io.roundhouse.routers.models.learn.Trainer.Member;
import io.roundhouse.routers.models.plane.Hull;
import io.roundhouse.routers.models.plane.Point;
import io.roundhouse.routers.models.plane.Sweep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Picks the members of an ensemble, and the models worth choosing, by AIQ on left-out predictions. Members are added one at a time,
 * the same one again if it still helps (Caruana and others, "Ensemble Selection from Libraries of Models", ICML 2004), on several
 * halves of the rows, and the picks are averaged: a single search on all rows would believe its own luck. The models' plain means are
 * a member too, so that the result shrinks towards the best static choice where nothing can be learned.
 */
final class Selector {

  private static final int HALVES = 8;
  private static final int PICKS = 8;
  static final int RATES = 48;
  private static final long SEED = 7;

  private Selector() {}

  @SuppressWarnings("ArrayRecordComponent") // written once, then only read
  record Selected(double[] weights, int[] candidates, Guard guard) {}

  static Selected select(Library library) {
    List<Member> members = library.members();
    double[][] quality = library.known();
    double[][] paid = library.training().cost();
    double[][] cost = library.cost();
    List<int[]> pools = pools(library.table().values(), library.costTable().values(), quality, paid);
    SplittableRandom draws = new SplittableRandom(SEED);
    double[] weights = new double[members.size()];
    double[] votes = new double[pools.size()];
    for (int half = 0; half < HALVES; half++) {
      int[] rows = half(quality.length, draws);
      Scorer scorer = new Scorer(pick(quality, rows), pick(paid, rows), pick(cost, rows));
      List<double[][]> predictions = members.stream().map(member -> pick(member.leftOut(), rows)).toList();
      int[] picks = search(predictions, scorer, pools.getFirst());
      for (int m = 0; m < weights.length; m++) {
        weights[m] += (double) picks[m] / PICKS / HALVES;
      }
      double[][] mixed = mix(predictions, shares(picks));
      for (int p = 0; p < pools.size(); p++) {
        votes[p] += scorer.area(mixed, pools.get(p));
      }
    }
    int best = 0;
    for (int p = 1; p < votes.length; p++) {
      best = votes[p] > votes[best] ? p : best;
    }
    double[] rates = Sweep.coarse(Arrays.stream(Dense.of(paid).means()).average().orElse(1), RATES);
    double[][] mixed = mix(members.stream().map(Member::leftOut).toList(), weights);
    return new Selected(weights, pools.get(best), Guard.of(rates, mixed, cost, pools.get(best), quality, paid, Guard.STANDARD_ERRORS));
  }

  private static int[] search(List<double[][]> predictions, Scorer scorer, int[] pool) {
    int[] picks = new int[predictions.size()];
    for (int round = 0; round < PICKS; round++) {
      int best = -1;
      double bestArea = Double.NEGATIVE_INFINITY;
      for (int m = 0; m < picks.length; m++) {
        picks[m]++;
        double area = scorer.area(mix(predictions, shares(picks)), pool);
        picks[m]--;
        if (area > bestArea) {
          bestArea = area;
          best = m;
        }
      }
      picks[best]++;
    }
    return picks;
  }

  private static double[] shares(int[] picks) {
    double total = IntStream.of(picks).sum();
    return IntStream.of(picks).mapToDouble(pick -> pick / total).toArray();
  }

  static double[][] mix(List<double[][]> predictions, double[] weights) {
    int rows = predictions.getFirst().length;
    int columns = predictions.getFirst()[0].length;
    double[][] mixed = new double[rows][columns];
    for (int m = 0; m < weights.length; m++) {
      for (int i = 0; weights[m] > 0 && i < rows; i++) {
        double[] from = predictions.get(m)[i];
        for (int j = 0; j < columns; j++) {
          mixed[i][j] += weights[m] * from[j];
        }
      }
    }
    return mixed;
  }

  private static int[] half(int rows, SplittableRandom draws) {
    int[] order = Sweep.all(rows);
    for (int i = rows - 1; i > 0; i--) {
      int other = draws.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
    return Arrays.copyOf(order, Math.max(1, rows / 2));
  }

  private static double[][] pick(double[][] values, int[] rows) {
    return IntStream.of(rows).mapToObj(row -> values[row]).toArray(double[][]::new);
  }

  /** All models; those on the hull of some family; those on the hull over everything. */
  private static List<int[]> pools(Dense table, Dense costs, double[][] quality, double[][] paid) {
    int models = table.columns();
    TreeSet<Integer> anywhere = new TreeSet<>();
    for (int f = 0; f < table.rows(); f++) {
      anywhere.addAll(onHull(table.row(f), costs.row(f)));
    }
    TreeSet<Integer> overall = new TreeSet<>(onHull(Dense.of(quality).means(), Dense.of(paid).means()));
    List<int[]> pools = new ArrayList<>();
    pools.add(Sweep.all(models));
    pools.add(anywhere.stream().mapToInt(Integer::intValue).toArray());
    pools.add(overall.stream().mapToInt(Integer::intValue).toArray());
    return pools;
  }

  private static List<Integer> onHull(double[] quality, double[] cost) {
    List<Point> points = new ArrayList<>();
    for (int j = 0; j < quality.length; j++) {
      points.add(new Point(cost[j], quality[j]));
    }
    List<Point> hull = Hull.of(points).points();
    return IntStream.range(0, quality.length).filter(j -> hull.contains(points.get(j))).boxed().toList();
  }

  /** The area that predictions earn on some rows. */
  private static final class Scorer {
    private final double[][] quality;
    private final double[][] paid;
    private final double[][] cost;
    private final double[] rates;
    private final double least;
    private final double most;
    private final Point cheapest;

    Scorer(double[][] quality, double[][] paid, double[][] cost) {
      this.quality = quality;
      this.paid = paid;
      this.cost = cost;
      double[] means = Dense.of(paid).means();
      double[] scores = Dense.of(quality).means();
      int cheap = 0;
      for (int j = 1; j < means.length; j++) {
        cheap = means[j] < means[cheap] ? j : cheap;
      }
      this.least = means[cheap];
      this.most = Arrays.stream(means).max().orElse(0);
      this.cheapest = new Point(means[cheap], scores[cheap]);
      this.rates = Sweep.coarse(Arrays.stream(means).average().orElse(1), RATES);
    }

    double area(double[][] predicted, int[] pool) {
      List<Point> points = new ArrayList<>();
      points.add(cheapest);
      for (double rate : rates) {
        points.add(Sweep.outcome(Sweep.chooseAll(predicted, cost, rate, pool), quality, paid));
      }
      return Hull.of(points).mean(least, most);
    }
  }
}
