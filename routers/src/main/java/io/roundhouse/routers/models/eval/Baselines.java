package io.roundhouse.routers.models.eval;

import io.roundhouse.routers.embedding.Clusters;
import io.roundhouse.routers.models.internal.Dense;
import io.roundhouse.routers.models.internal.Positive;
import io.roundhouse.routers.models.outcomes.Outcomes;
import io.roundhouse.routers.models.plane.Sweep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Published routers in our own code, each as its paper describes it, on the same embeddings and splits as ours: RouterBench (arXiv
 * 2403.12031: neighbours, MLP, SVM, cascades whose judge errs at a given rate), CARROT (arXiv 2502.03261: neighbours and linear heads
 * for quality and cost), tables by k-means cluster.
 */
final class Baselines {

  private static final int[] CARROT_COUNTS = {10, 25, 50, 100, 200};
  private static final double CARROT_PENALTY = 1;
  private static final int CLUSTERS = 20;

  private record Named(String name, Function<Trial, Curve> way) implements Contender {
    @Override
    public Curve run(Trial trial) {
      return way.apply(trial);
    }
  }

  private Baselines() {}

  /** All of them, in the order of the tables. */
  static List<Contender> all() {
    List<Contender> all = new ArrayList<>();
    all.add(new Named("oracle", trial -> Curve.of(trial.test().quality(), trial.test().cost(), trial.test())));
    all.add(new Named("best static (training)", Baselines::bestStatic));
    all.add(new Named("random model", Baselines::random));
    all.add(new Named("kNN-5 (RouterBench)", trial -> neighbours(trial, 5)));
    all.add(new Named("kNN-10 (RouterBench)", trial -> neighbours(trial, 10)));
    all.add(new Named("kNN-40 (RouterBench)", trial -> neighbours(trial, 40)));
    all.add(new Named("MLP (RouterBench)", trial -> Perceptron.run(trial, Perceptron.Kind.HIDDEN_LAYER)));
    all.add(new Named("SVM (RouterBench)", trial -> Perceptron.run(trial, Perceptron.Kind.LINEAR_MARGIN)));
    all.add(new Named("CARROT kNN", trial -> neighbours(trial, Neighbours.bestCount(trial, CARROT_COUNTS))));
    all.add(new Named("CARROT linear", Baselines::linear));
    all.add(new Named("k-means table", Baselines::clusters));
    all.add(new Named("LinUCB, one pass", OnlineRun::linUcb));
    all.add(new Named("cascade, judge reads scores, 0 % wrong", trial -> OracleCascade.run(trial, 0)));
    all.add(new Named("cascade, judge reads scores, 10 % wrong", trial -> OracleCascade.run(trial, 0.1)));
    all.add(new Named("cascade, judge reads scores, 20 % wrong", trial -> OracleCascade.run(trial, 0.2)));
    return all;
  }

  /** Whether a contender looks at the scores it is judged by, so that nothing that runs for real can be compared with it. */
  static boolean peeks(String name) {
    return name.startsWith("oracle") || name.contains("judge reads scores");
  }

  private static Curve bestStatic(Trial trial) {
    double[] quality = trial.training().meanQuality();
    double[] cost = trial.training().meanCost();
    int rows = trial.test().size();
    return Curve.of(repeated(quality, rows), repeated(cost, rows), trial.test());
  }

  private static Curve random(Trial trial) {
    SplittableRandom draws = new SplittableRandom(trial.seed());
    int[] chosen = new int[trial.test().size()];
    Arrays.setAll(chosen, i -> draws.nextInt(trial.test().models().size()));
    double[] gaps = new double[chosen.length];
    Arrays.setAll(gaps, i -> draws.nextDouble());
    return new Curve(List.of(Curve.Stop.of(0, chosen, trial.test())), trial.test().models().size() == 2 ? gaps : null);
  }

  private static Curve neighbours(Trial trial, int count) {
    Outcomes training = trial.training();
    double[] quality = training.meanQuality();
    double[] cost = training.meanCost();
    double[][] predicted = new double[trial.test().size()][];
    double[][] price = new double[trial.test().size()][];
    for (int i = 0; i < predicted.length; i++) {
      int[] nearest = Neighbours.nearest(trial.testVectors().get(i), trial.trainingVectors(), count);
      predicted[i] = Neighbours.mean(training.quality(), nearest, count, quality);
      price[i] = Neighbours.mean(training.cost(), nearest, count, cost);
    }
    return Curve.of(predicted, price, trial.test());
  }

  private static Curve linear(Trial trial) {
    Dense features = features(trial.trainingVectors());
    double[][] quality = heads(trial, features, filled(trial.training()));
    double[][] cost = heads(trial, features, trial.training().cost());
    double[] least = trial.training().meanCost();
    for (double[] row : cost) {
      for (int j = 0; j < row.length; j++) {
        row[j] = Math.max(row[j], 0.05 * least[j]);
      }
    }
    return Curve.of(quality, cost, trial.test());
  }

  private static double[][] heads(Trial trial, Dense features, double[][] targets) {
    Dense values = Dense.of(targets);
    double[] means = features.means();
    double[] middle = values.means();
    Dense centred = features.minus(means);
    Dense weights = Positive.solve(centred.transposeTimes(centred), CARROT_PENALTY, centred.transposeTimes(values.minus(middle)));
    Dense predicted = features(trial.testVectors()).minus(means).times(weights);
    double[][] rows = new double[predicted.rows()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = predicted.row(i);
      for (int j = 0; j < middle.length; j++) {
        rows[i][j] += middle[j];
      }
    }
    return rows;
  }

  private static Curve clusters(Trial trial) {
    Clusters clusters = Clusters.fit(trial.trainingVectors(), CLUSTERS, trial.seed());
    int[] cluster = trial.trainingVectors().stream().mapToInt(clusters::of).toArray();
    double[][] quality = clusters.means(trial.training().quality(), cluster, trial.training().meanQuality());
    double[][] cost = clusters.means(trial.training().cost(), cluster, trial.training().meanCost());
    int[] test = trial.testVectors().stream().mapToInt(clusters::of).toArray();
    return Curve.of(
        Arrays.stream(test).mapToObj(c -> quality[c]).toArray(double[][]::new),
        Arrays.stream(test).mapToObj(c -> cost[c]).toArray(double[][]::new), trial.test());
  }

  static Dense features(List<float[]> vectors) {
    Dense features = Dense.zeros(vectors.size(), vectors.getFirst().length);
    for (int i = 0; i < vectors.size(); i++) {
      for (int j = 0; j < features.columns(); j++) {
        features.set(i, j, vectors.get(i)[j]);
      }
    }
    return features;
  }

  /** The scores with unknown ones at their model's mean. */
  static double[][] filled(Outcomes table) {
    double[] means = table.meanQuality();
    return Arrays.stream(table.quality()).map(row -> {
      double[] filled = row.clone();
      for (int j = 0; j < filled.length; j++) {
        filled[j] = Double.isNaN(filled[j]) ? means[j] : filled[j];
      }
      return filled;
    }).toArray(double[][]::new);
  }

  static double[][] repeated(double[] row, int times) {
    double[][] rows = new double[times][];
    Arrays.fill(rows, row);
    return rows;
  }

  static int[] all(Trial trial) {
    return Sweep.all(trial.test().models().size());
  }
}
