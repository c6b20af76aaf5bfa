package io.roundhouse.routers.models.eval;

import io.roundhouse.routers.models.learn.OutcomePredictor;
import io.roundhouse.routers.models.learn.Trainer;
import io.roundhouse.routers.models.outcomes.Outcomes;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether what was learned goes into service: on a fifth of the rows that it did not learn from it has to earn at least what
 * the best static choice earns, and what the snapshot in service earns. The one in service may have seen those rows, which favours it.
 *
 * @param reason one sentence
 */
public record Promotion(boolean passed, double learned, double fixed, double current, String reason) {

  private static final double TRAINING = 0.8;

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

  private static double aiq(Curve curve, Trial trial) {
    return Figures.of(curve, trial.test()).aiq();
  }
}
