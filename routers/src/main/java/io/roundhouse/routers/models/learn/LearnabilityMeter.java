package io.roundhouse.routers.models.learn;

import io.roundhouse.routers.models.internal.Dense;
import io.roundhouse.routers.models.learn.FeatureSpace.Selection;
import io.roundhouse.routers.models.outcomes.Outcomes;
import io.roundhouse.routers.models.outcomes.OutcomesException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Measures what texts tell about scores, by five-fold cross-validation of the ridge regressions that {@link Trainer} uses, in each of
 * their three views of a text; of the views, the one that tells most about a figure counts for it. Pure functions; seconds for a
 * thousand rows.
 */
public final class LearnabilityMeter {

  private static final int FOLDS = 5;
  private static final int FEWEST_ROWS = 50;
  private static final int RIVALS = 5;

  private LearnabilityMeter() {}

  /**
   * Measures each family that has 50 prompts or more.
   *
   * @param vectors of the prompts, in order
   * @param seed decides which rows are left out together
   * @throws OutcomesException if scores are missing, or there is only one model, or no family is large enough
   */
  public static List<Learnability> measure(Outcomes table, List<float[]> vectors, long seed) {
    if (!table.isComplete() || table.models().size() < 2) {
      throw new OutcomesException("'%s' has %d models and %s; to see what texts tell, two models and all scores are needed"
          .formatted(table.name(), table.models().size(), table.isComplete() ? "all scores" : "prompts without a score"));
    }
    List<Learnability> families = new ArrayList<>();
    for (String family : table.families().isEmpty() ? List.of("") : table.families()) {
      int[] rows = IntStream.range(0, table.size()).filter(i -> table.prompts().get(i).family().equals(family)).toArray();
      if (rows.length >= FEWEST_ROWS) {
        List<float[]> own = IntStream.of(rows).mapToObj(vectors::get).toList();
        families.add(measure(family.isEmpty() ? "all" : family, table.rows(rows), own, seed));
      }
    }
    if (families.isEmpty()) {
      throw new OutcomesException("'%s' has no family of %d prompts; its families are %s"
          .formatted(table.name(), FEWEST_ROWS, table.families()));
    }
    return families;
  }

  private static Learnability measure(String family, Outcomes rows, List<float[]> vectors, long seed) {
    double[] mean = rows.meanQuality();
    List<Integer> order = IntStream.range(0, mean.length).boxed()
        .sorted(Comparator.<Integer>comparingDouble(model -> -mean[model])).limit(RIVALS + 1L).toList();
    int best = order.getFirst();
    List<Integer> rivals = order.subList(1, order.size());

    Dense targets = Dense.zeros(rows.size(), 1 + 2 * rivals.size()); // the best model's score, the rivals', the rivals' leads
    for (int i = 0; i < rows.size(); i++) {
      double[] scores = rows.quality()[i];
      targets.set(i, 0, scores[best]);
      for (int k = 0; k < rivals.size(); k++) {
        targets.set(i, 1 + k, scores[rivals.get(k)]);
        targets.set(i, 1 + rivals.size() + k, scores[rivals.get(k)] - scores[best]);
      }
    }
    Estimates estimates = estimates(rows, vectors, targets, seed);

    List<Learnability.Rival> told = new ArrayList<>();
    for (int k = 0; k < rivals.size(); k++) {
      told.add(new Learnability.Rival(rows.models().get(rivals.get(k)), mean[rivals.get(k)] - mean[best], estimates.told[1 + k],
          estimates.told[1 + rivals.size() + k]));
    }
    List<double[]> moves = moves(targets, estimates.values, rivals.size());
    return new Learnability(family, rows.size(), rows.models().get(best), mean[best], estimates.told[0], told, gain(moves), movable(moves));
  }

  /** Each target's estimates for unseen rows in the view that tells most about it, and how much that is. */
  @SuppressWarnings("ArrayRecordComponent") // written once, then only read
  private record Estimates(Dense values, double[] told) {}

  private static Estimates estimates(Outcomes rows, List<float[]> vectors, Dense targets, long seed) {
    List<Query> queries = IntStream.range(0, rows.size()).mapToObj(i -> Query.of(rows.prompts().get(i), vectors.get(i))).toList();
    int[] fold = folds(rows.size(), seed);
    List<Dense> views = new ArrayList<>();
    Trainer.SELECTIONS.forEach(view -> views.add(Dense.zeros(targets.rows(), targets.columns())));
    for (int f = 0; f < FOLDS; f++) {
      int left = f;
      int[] seen = IntStream.range(0, fold.length).filter(i -> fold[i] != left).toArray();
      int[] unseen = IntStream.range(0, fold.length).filter(i -> fold[i] == left).toArray();
      FeatureSpace space = FeatureSpace.fit(IntStream.of(seen).mapToObj(queries::get).toList());
      List<double[][]> blocks = IntStream.range(0, fold.length).mapToObj(i -> space.blocks(queries.get(i))).toList();
      for (int view = 0; view < views.size(); view++) {
        Selection selection = Trainer.SELECTIONS.get(view);
        Ridge ridge = new Ridge(FeatureSpace.join(IntStream.of(seen).mapToObj(blocks::get).toList(), selection));
        Linear model = ridge.fit(Dense.of(IntStream.of(seen).mapToObj(targets::row).toArray(double[][]::new))).model();
        for (int i : unseen) {
          double[] estimate = model.apply(FeatureSpace.join(blocks.get(i), selection));
          for (int t = 0; t < estimate.length; t++) {
            views.get(view).set(i, t, estimate[t]);
          }
        }
      }
    }
    return best(views, targets);
  }

  private static int[] folds(int rows, long seed) {
    SplittableRandom draws = new SplittableRandom(seed);
    int[] fold = IntStream.range(0, rows).map(i -> i % FOLDS).toArray();
    for (int i = rows - 1; i > 0; i--) {
      int other = draws.nextInt(i + 1);
      int kept = fold[i];
      fold[i] = fold[other];
      fold[other] = kept;
    }
    return fold;
  }

  private static Estimates best(List<Dense> views, Dense targets) {
    Dense values = Dense.zeros(targets.rows(), targets.columns());
    double[] told = new double[targets.columns()];
    double[] means = targets.means();
    for (int t = 0; t < told.length; t++) {
      told[t] = Double.NEGATIVE_INFINITY;
      for (Dense view : views) {
        double error = 0;
        double spread = 0;
        for (int i = 0; i < targets.rows(); i++) {
          error += Math.pow(targets.get(i, t) - view.get(i, t), 2);
          spread += Math.pow(targets.get(i, t) - means[t], 2);
        }
        double share = spread == 0 ? 0 : 1 - error / spread;
        if (share > told[t]) {
          told[t] = share;
          for (int i = 0; i < targets.rows(); i++) {
            values.set(i, t, view.get(i, t));
          }
        }
      }
    }
    return new Estimates(values, told);
  }

  /** For each row the highest estimate of a rival's lead, and that rival's real lead; highest estimate first. */
  private static List<double[]> moves(Dense targets, Dense estimates, int rivals) {
    List<double[]> moves = new ArrayList<>();
    for (int i = 0; i < targets.rows(); i++) {
      int most = 1 + rivals;
      for (int t = most; t < targets.columns(); t++) {
        most = estimates.get(i, t) > estimates.get(i, most) ? t : most;
      }
      moves.add(new double[] {estimates.get(i, most), targets.get(i, most)});
    }
    moves.sort(Comparator.comparingDouble(move -> -move[0]));
    return moves;
  }

  private static double gain(List<double[]> moves) {
    return moves.stream().filter(move -> move[0] > 0).mapToDouble(move -> move[1]).sum() / moves.size();
  }

  private static double movable(List<double[]> moves) {
    double sum = 0;
    int most = 0;
    for (int i = 0; i < moves.size(); i++) {
      sum += moves.get(i)[1];
      most = sum >= 0 ? i + 1 : most;
    }
    return (double) most / moves.size();
  }
}
