package io.roundhouse.server.routing;

import io.roundhouse.routers.models.learn.OutcomePredictor;
import io.roundhouse.routers.models.online.OnlinePolicy.Exploration;
import org.jspecify.annotations.Nullable;

/**
 * How a policy learns from feedback. Immutable.
 *
 * @param exploration optimism (LinUCB) or draws (Thompson sampling)
 * @param breadth how much uncertainty counts; 0 does not explore
 * @param caution how much feedback the snapshot's prediction is worth, more than 0
 * @param fixed the model that answers while exploring has not paid for itself; null for the best on the whole in training
 * @param share how much of that model's quality has to be earned, 0 to 1
 * @param overdraft how much quality in total may be lost before it answers
 */
public record OnlineSettings(
    Exploration exploration, double breadth, double caution, @Nullable String fixed, double share, double overdraft) {

  /** Optimism with a breadth of 0.3; a prediction is worth ten scores; a loss of one in a hundred, and of five answers to begin with. */
  public static OnlineSettings ofDefaults() {
    return new OnlineSettings(Exploration.OPTIMISM, 0.3, 10, null, 0.99, 5);
  }

  String tetheredTo(OutcomePredictor predictor) {
    if (fixed != null) {
      return fixed;
    }
    double[] means = predictor.means();
    int best = 0;
    for (int j = 1; j < means.length; j++) {
      best = means[j] > means[best] ? j : best;
    }
    return predictor.models().get(best);
  }
}
