package io.roundhouse.routers.models.eval;

import io.roundhouse.routers.models.learn.OutcomePredictor;
import io.roundhouse.routers.models.learn.Query;
import io.roundhouse.routers.models.learn.Trainer;
import io.roundhouse.routers.models.outcomes.Outcomes;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether what was learned goes into service: on a fifth of the rows that it did not learn from it has to earn at least what
 * the best static choice earns, and what the snapshot in service earns. The one in service may have seen those rows, which favours it.
 *
 * @param reason one sentence
 */
public record Promotion(boolean passed, double learned, double fixed, double current, String reason) {

  private static final double TRAINING = 0.8;
  private static final int LEAST_ROWS = 10;

  /**
   * Compares.
   *
   * @param inService the predictor in service; null if there is none, or if it is about other models
   */
  public static Promotion check(Outcomes table, List<float[]> vectors, @Nullable OutcomePredictor inService, long seed) {
    Trial trial = Trial.split(table, vectors, TRAINING, seed);
    double learned = aiq(Learned.judge(Trainer.train(trial.training(), trial.trainingVectors()), trial), trial);
    double fixed = aiq(Curve.of(Baselines.repeated(trial.training().meanQuality(), trial.test().size()),
        Baselines.repeated(trial.training().meanCost(), trial.test().size()), trial.test()), trial);
    boolean same = inService != null && inService.models().equals(table.models());
    double current = inService != null && same ? aiq(Learned.judge(inService, trial), trial) : Double.NaN;
    boolean passed = learned >= fixed && !(learned < current);
    return new Promotion(passed, learned, fixed, current, String.format(Locale.ROOT,
        "on %d rows held out it earns AIQ %.4f, the best static choice %.4f%s", trial.test().size(), learned, fixed,
        same ? String.format(Locale.ROOT, ", the snapshot in service %.4f", current) : ""));
  }

  /**
   * Compares where scores are missing. What other choices would have earned nobody knows then, so predictions are compared with the
   * scores there are: on rows held out the mean squared error has to be at most that of the models' mean scores, and that of the
   * snapshot in service. {@link #learned}, {@link #fixed} and {@link #current} are these errors, below zero so that more is better.
   *
   * @param inService the predictor in service; null if there is none
   */
  public static Promotion checkIncomplete(Outcomes table, List<float[]> vectors, @Nullable OutcomePredictor inService, long seed) {
    if (table.size() < LEAST_ROWS) {
      return new Promotion(inService == null, 0, 0, 0, "with %d rows there is nothing to hold out".formatted(table.size()));
    }
    Trial trial = Trial.split(table, vectors, TRAINING, seed);
    double[] means = trial.training().meanQuality();
    double learned = -error(Trainer.train(trial.training(), trial.trainingVectors()), trial);
    double fixed = -error(trial, row -> means);
    boolean same = inService != null && inService.models().equals(table.models());
    double current = inService != null && same ? -error(inService, trial) : Double.NaN;
    boolean passed = learned >= fixed && !(learned < current);
    return new Promotion(passed, learned, fixed, current, String.format(Locale.ROOT,
        "on %d rows held out its squared error is %.4f, that of the models' mean scores %.4f%s", trial.test().size(), -learned, -fixed,
        same ? String.format(Locale.ROOT, ", that of the snapshot in service %.4f", -current) : ""));
  }

  private static double error(OutcomePredictor predictor, Trial trial) {
    List<Query> queries = trial.testQueries();
    return error(trial, row -> predictor.predict(queries.get(row)).quality());
  }

  private static double error(Trial trial, IntFunction<double[]> predicted) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < trial.test().size(); i++) {
      double[] quality = predicted.apply(i);
      double[] scores = trial.test().quality()[i];
      for (int j = 0; j < scores.length; j++) {
        if (!Double.isNaN(scores[j])) {
          sum += (quality[j] - scores[j]) * (quality[j] - scores[j]);
          count++;
        }
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  private static double aiq(Curve curve, Trial trial) {
    return Figures.of(curve, trial.test()).aiq();
  }
}
