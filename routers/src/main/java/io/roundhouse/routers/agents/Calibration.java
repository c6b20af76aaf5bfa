package io.roundhouse.routers.agents;

import java.util.Arrays;
import java.util.List;

/**
 * What turns scores into decisions. Immutable.
 *
 * @param temperature divides scores before they become probabilities
 * @param setThreshold agents at least this probable belong to the set
 * @param gate requests whose best score is below are out of scope; minus infinity lets everything pass
 */
record Calibration(double temperature, double setThreshold, double gate) {

  /** One request with its scores. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Judged(float[] scores, int right) {

    float best() {
      return scores[Softmax.best(scores)];
    }

    boolean isRight() {
      return Softmax.best(scores) == right;
    }
  }

  /**
   * Fits to requests that the head was not trained on: the temperature by likelihood, the set by split conformal prediction with the
   * score 1 - p (Sadinle, Lei and Wasserman, Least ambiguous set-valued classifiers, 2019), the gate by what is out of scope.
   *
   * @param outOfScope best scores of requests that nobody handles; may be empty
   */
  static Calibration fit(List<Judged> inScope, float[] outOfScope, AgentRouterSettings settings) {
    double temperature = temperature(inScope);
    return new Calibration(temperature, setThreshold(inScope, temperature, settings.coverage()), gate(inScope, outOfScope, settings));
  }

  private static double temperature(List<Judged> requests) {
    double best = 1;
    double least = Double.POSITIVE_INFINITY;
    for (double temperature = 0.3; temperature < 5; temperature *= 1.08) {
      double loss = 0;
      for (Judged request : requests) {
        loss -= Math.log(Math.max(1e-9, Softmax.of(request.scores(), temperature)[request.right()]));
      }
      if (loss < least) {
        least = loss;
        best = temperature;
      }
    }
    return best;
  }

  private static double setThreshold(List<Judged> requests, double temperature, double coverage) {
    double[] right = requests.stream().mapToDouble(each -> Softmax.of(each.scores(), temperature)[each.right()]).sorted().toArray();
    int missed = (int) Math.floor((right.length + 1) * (1 - coverage));
    return missed < 1 ? 0 : right[missed - 1];
  }

  private static double gate(List<Judged> inScope, float[] outOfScope, AgentRouterSettings settings) {
    if (settings.refusedInScope() == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    float[] best = new float[inScope.size()];
    for (int i = 0; i < best.length; i++) {
      best[i] = inScope.get(i).best();
    }
    float[] sorted = best.clone();
    Arrays.sort(sorted);
    if (outOfScope.length == 0) {
      return sorted[(int) (sorted.length * settings.refusedInScope())];
    }
    float[] border = Arrays.copyOf(sorted, sorted.length + outOfScope.length);
    for (int i = 0; i < outOfScope.length; i++) {
      border[sorted.length + i] = outOfScope[i];
    }
    Arrays.sort(border);
    float[] right = rightOnly(inScope);
    float[] wrong = outOfScope.clone();
    Arrays.sort(wrong);
    double most = Double.NEGATIVE_INFINITY;
    double gate = border[0];
    for (float candidate : border) {
      double kept = (double) atLeast(right, candidate) / inScope.size();
      double refused = 1 - (double) atLeast(wrong, candidate) / wrong.length;
      double accuracy = (1 - settings.outOfScopeShare()) * kept + settings.outOfScopeShare() * refused;
      if (accuracy > most) {
        most = accuracy;
        gate = candidate;
      }
    }
    return gate;
  }

  private static float[] rightOnly(List<Judged> requests) {
    List<Judged> right = requests.stream().filter(Judged::isRight).toList();
    float[] best = new float[right.size()];
    for (int i = 0; i < best.length; i++) {
      best[i] = right.get(i).best();
    }
    Arrays.sort(best);
    return best;
  }

  /** How many of {@code sorted} are at least {@code border}. */
  private static int atLeast(float[] sorted, float border) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < border) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return sorted.length - low;
  }
}
