package io.roundhouse.routers.models.eval;

import io.roundhouse.routers.embedding.Clusters;
import io.roundhouse.routers.models.online.Bandit;
import io.roundhouse.routers.models.outcomes.Outcomes;
import java.util.List;

/**
 * A bandit that starts cold and passes over the training rows once, seeing only the score of the model it chose (LinUCB, as in
 * GreenServ, arXiv 2601.17551, whose context is the task, the cluster and the complexity of a query; here the closeness to sixteen
 * cluster centres and the length). Then it is judged with what it has learned.
 */
final class OnlineRun {

  private static final int CENTRES = 16;
  private static final double BREADTH = 0.3;
  private static final double LONG = 4000;

  private OnlineRun() {}

  static Curve linUcb(Trial trial) {
    Outcomes training = trial.training();
    Clusters clusters = Clusters.fit(trial.trainingVectors(), CENTRES, trial.seed());
    List<String> models = training.models();
    Bandit bandit = Bandit.of(models, CENTRES + 2, 1);
    for (int i = 0; i < training.size(); i++) {
      double[] context = context(clusters, trial.trainingVectors().get(i), training.prompts().get(i).routeText());
      int best = -1;
      double bestBound = 0;
      for (int j = 0; j < models.size(); j++) {
        double bound = bandit.correction(models.get(j), context) + BREADTH * bandit.uncertainty(models.get(j), context);
        if (!Double.isNaN(training.quality()[i][j]) && (best < 0 || bound > bestBound)) {
          best = j;
          bestBound = bound;
        }
      }
      if (best >= 0) {
        bandit = bandit.learn(models.get(best), context, training.quality()[i][best]);
      }
    }
    double[][] predicted = new double[trial.test().size()][models.size()];
    for (int i = 0; i < predicted.length; i++) {
      double[] context = context(clusters, trial.testVectors().get(i), trial.test().prompts().get(i).routeText());
      for (int j = 0; j < models.size(); j++) {
        predicted[i][j] = bandit.correction(models.get(j), context);
      }
    }
    return Curve.of(predicted, Baselines.repeated(training.meanCost(), predicted.length), trial.test());
  }

  private static double[] context(Clusters clusters, float[] vector, String text) {
    double[] context = new double[CENTRES + 2];
    context[clusters.of(vector)] = 1;
    context[CENTRES] = 1;
    context[CENTRES + 1] = Math.log1p(text.length()) / Math.log1p(LONG);
    return context;
  }
}
