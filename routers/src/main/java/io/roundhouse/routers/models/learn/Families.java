package io.roundhouse.routers.models.learn;

import io.roundhouse.routers.models.internal.Dense;
import io.roundhouse.routers.models.outcomes.Outcomes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells from a query's features which family it belongs to, with a probability for each: a regression on membership whose scores go
 * through a softmax, the temperature of which is fitted on left-out rows. Immutable.
 */
final class Families {

  private static final int MOST = 64;
  private static final int FEWEST_ROWS = 4;
  private static final double[] SHARPNESS = {2, 4, 6, 8, 12, 16, 24, 32, 48};

  private final Linear scores;
  private final double sharpness;

  Families(Linear scores, double sharpness) {
    this.scores = scores;
    this.sharpness = sharpness;
  }

  Linear scores() {
    return scores;
  }

  double sharpness() {
    return sharpness;
  }

  /** What a fit yields; {@code leftOut} holds each training row's probabilities as if the row were not known. */
  @SuppressWarnings("ArrayRecordComponent") // written once, then only read
  record Fit(Families families, double[][] leftOut) {}

  /** Numbers the families that the prompts name: large ones each its own, small ones together; one family if none is named. */
  static int[] named(Outcomes training) {
    Map<String, Integer> sizes = new TreeMap<>();
    training.prompts().forEach(prompt -> sizes.merge(prompt.family(), 1, Integer::sum));
    List<String> large = sizes.entrySet().stream().filter(family -> family.getValue() >= FEWEST_ROWS)
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST - 1).map(Map.Entry::getKey).toList();
    Map<String, Integer> numbers = new HashMap<>();
    large.forEach(family -> numbers.put(family, numbers.size()));
    int rest = numbers.size();
    return training.prompts().stream().mapToInt(prompt -> numbers.getOrDefault(prompt.family(), rest)).toArray();
  }

  static int count(int[] family) {
    int most = 0;
    for (int each : family) {
      most = Math.max(most, each + 1);
    }
    return most;
  }

  static Fit fit(Ridge ridge, int[] family) {
    int count = count(family);
    Dense membership = Dense.zeros(family.length, count);
    for (int i = 0; i < family.length; i++) {
      membership.set(i, family[i], 1);
    }
    Ridge.Fit fit = ridge.fit(membership);
    double best = Double.POSITIVE_INFINITY;
    double sharpness = SHARPNESS[0];
    for (double candidate : SHARPNESS) {
      double loss = 0;
      for (int i = 0; i < family.length; i++) {
        loss -= Math.log(Math.max(1e-9, softmax(fit.leftOut().row(i), candidate)[family[i]]));
      }
      if (loss < best) {
        best = loss;
        sharpness = candidate;
      }
    }
    double[][] leftOut = new double[family.length][];
    for (int i = 0; i < leftOut.length; i++) {
      leftOut[i] = softmax(fit.leftOut().row(i), sharpness);
    }
    return new Fit(new Families(fit.model(), sharpness), leftOut);
  }

  double[] probabilities(double[] features) {
    return softmax(scores.apply(features), sharpness);
  }

  private static double[] softmax(double[] scores, double sharpness) {
    double most = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      most = Math.max(most, score);
    }
    double sum = 0;
    double[] result = new double[scores.length];
    for (int k = 0; k < result.length; k++) {
      result[k] = Math.exp(sharpness * (scores[k] - most));
      sum += result[k];
    }
    for (int k = 0; k < result.length; k++) {
      result[k] /= sum;
    }
    return result;
  }
}
