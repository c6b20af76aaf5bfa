package io.roundhouse.routers.models.eval;

import io.roundhouse.routers.models.learn.OutcomePredictor;
import io.roundhouse.routers.models.learn.Prediction;
import io.roundhouse.routers.models.learn.Query;
import io.roundhouse.routers.models.learn.Trainer;
import java.util.List;

/** The default policy: learned on the training rows, then asked as it would be in service. */
final class Learned implements Contender {

  static final String NAME = "Roundhouse default";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Curve run(Trial trial) {
    return judge(Trainer.train(trial.training(), trial.trainingVectors()), trial);
  }

  static Curve judge(OutcomePredictor predictor, Trial trial) {
    List<Prediction> predictions = trial.testQueries().stream().map((Query query) -> predictor.predict(query)).toList();
    double[][] quality = predictions.stream().map(Prediction::quality).toArray(double[][]::new);
    double[][] cost = predictions.stream().map(Prediction::cost).toArray(double[][]::new);
    return Curve.of(quality, cost, predictor.candidates(), (row, rate) -> predictor.choose(predictions.get(row), rate), trial.test());
  }
}
