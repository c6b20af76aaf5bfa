package io.roundhouse.routers.controller.learn;

import java.util.List;

/**
 * What a policy would have earned on requests that another policy decided, whose probabilities were logged: by inverse propensity
 * scoring, with weights brought to a sum of one (Swaminathan and Joachims, NIPS 2015), and doubly robust (Dudik, Langford and Li, arXiv
 * 1103.4601). All rely on the logged probabilities being true and above zero wherever the new policy may choose. Pure; O(rows).
 */
public final class OffPolicy {

  private OffPolicy() {}

  /**
   * One request.
   *
   * @param reward what came of it
   * @param propensity the probability of what was chosen under the policy that logged
   * @param target the probability of the same choice under the policy to be judged; 0 or 1 if that one never draws
   * @param predicted what a model expected of what was chosen
   * @param predictedTarget what the model expects of the policy to be judged
   */
  public record Logged(double reward, double propensity, double target, double predicted, double predictedTarget) {

    /** Throws {@link IllegalArgumentException} if a probability is out of range. */
    public Logged {
      if (!(propensity > 0 && propensity <= 1 && target >= 0 && target <= 1)) {
        throw new IllegalArgumentException(
            "a logged choice had the probability %s and would have %s; expected 0 to 1, the first above 0".formatted(propensity, target));
      }
    }

    private double weight() {
      return target / propensity;
    }
  }

  /** Returns the mean of rewards, each weighted by how much likelier its choice is now. Unbiased, and the least steady. */
  public static ValueEstimate ips(List<Logged> rows) {
    return ValueEstimate.mean(rows.stream().mapToDouble(row -> row.weight() * row.reward()).toArray(), effective(rows));
  }

  /** Returns the same with weights that add up to one: a little biased, much steadier; 0 with an endless interval if nothing matches. */
  public static ValueEstimate selfNormalised(List<Logged> rows) {
    double weights = rows.stream().mapToDouble(Logged::weight).sum();
    if (weights == 0) {
      return new ValueEstimate(0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, rows.size(), 0);
    }
    double value = rows.stream().mapToDouble(row -> row.weight() * row.reward()).sum() / weights;
    double[] influence = rows.stream().mapToDouble(row -> row.weight() * (row.reward() - value) * rows.size() / weights).toArray();
    ValueEstimate spread = ValueEstimate.mean(influence);
    return new ValueEstimate(value, value + spread.low(), value + spread.high(), rows.size(), effective(rows));
  }

  /** Returns the model's expectation, corrected by what it got wrong on the logged choices: right if the model or the log is. */
  public static ValueEstimate doublyRobust(List<Logged> rows) {
    return ValueEstimate.mean(rows.stream()
        .mapToDouble(row -> row.predictedTarget() + row.weight() * (row.reward() - row.predicted())).toArray(), effective(rows));
  }

  private static double effective(List<Logged> rows) {
    double sum = rows.stream().mapToDouble(Logged::weight).sum();
    double squares = rows.stream().mapToDouble(row -> row.weight() * row.weight()).sum();
    return squares == 0 ? 0 : sum * sum / squares;
  }
}
