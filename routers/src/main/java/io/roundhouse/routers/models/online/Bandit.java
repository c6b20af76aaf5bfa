package io.roundhouse.routers.models.online;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What feedback has taught about each model so far: a Bayesian linear regression per model, of the difference between the score that
 * came back and the one that was predicted, on a small context. It starts at "the prediction is right" and moves away as feedback
 * says otherwise, so that offline knowledge is where it starts and not what it is stuck with (GreenServ, arXiv 2601.17551, starts cold).
 *
 * <p>Immutable: {@link #learn} returns another one, in O(d^2). Feedback may come in any order and as late as it likes, for it carries
 * the context of its decision. Safe to share.
 */
public final class Bandit {

  @SuppressWarnings("ArrayRecordComponent") // written once, then only read
  record Arm(double[] inverse, double[] moment, double[] estimate, long feedbacks) {}

  private final int dimensions;
  private final double caution;
  private final Map<String, Arm> arms;
  private final long version;

  private Bandit(int dimensions, double caution, Map<String, Arm> arms, long version) {
    this.dimensions = dimensions;
    this.caution = caution;
    this.arms = arms;
    this.version = version;
  }

  /**
   * Returns a bandit that has learned nothing.
   *
   * @param dimensions how many numbers a context has, 1 to 256
   * @param caution how much feedback the offline prediction is worth, more than 0; 10 is a good start
   */
  public static Bandit of(List<String> models, int dimensions, double caution) {
    if (dimensions < 1 || dimensions > 256 || !(caution > 0)) {
      throw new IllegalArgumentException(
          "a bandit has %d dimensions and caution %s; expected 1 to 256 and more than 0".formatted(dimensions, caution));
    }
    Map<String, Arm> arms = new LinkedHashMap<>();
    models.forEach(model -> arms.put(model, fresh(dimensions, caution)));
    return new Bandit(dimensions, caution, arms, 0);
  }

  /** Returns the bandit as JSON, to be kept. */
  public JsonNode toJson() {
    return BanditJson.write(dimensions, caution, version, arms);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if the document is not that of a bandit
   */
  public static Bandit fromJson(JsonNode document) {
    Bandit empty = of(List.of(), document.path("dimensions").asInt(), document.path("caution").asDouble());
    return new Bandit(empty.dimensions, empty.caution, BanditJson.arms(document, empty.dimensions), document.path("version").asLong());
  }

  private static Arm fresh(int dimensions, double caution) {
    double[] inverse = new double[dimensions * dimensions];
    for (int i = 0; i < dimensions; i++) {
      inverse[i * dimensions + i] = 1 / caution;
    }
    return new Arm(inverse, new double[dimensions], new double[dimensions], 0);
  }

  /** Returns the models that take part, in the order they joined. */
  public List<String> models() {
    return List.copyOf(arms.keySet());
  }

  /** Returns how much feedback has been learned, over all models, also those that have left. */
  public long version() {
    return version;
  }

  /** Returns how much feedback one model has had. */
  public long feedbacks(String model) {
    return arm(model).feedbacks();
  }

  /** Returns a bandit in which {@code model} takes part too; what others have learned stays. */
  public Bandit join(String model) {
    Map<String, Arm> more = new LinkedHashMap<>(arms);
    more.putIfAbsent(model, fresh(dimensions, caution));
    return new Bandit(dimensions, caution, more, version);
  }

  /** Returns a bandit without {@code model}; feedback on it that is still under way will be ignored. */
  public Bandit leave(String model) {
    Map<String, Arm> fewer = new LinkedHashMap<>(arms);
    fewer.remove(model);
    return new Bandit(dimensions, caution, fewer, version);
  }

  /**
   * Returns a bandit that knows one outcome more.
   *
   * @param context the context of the decision that the feedback is about
   * @param surprise the score that came back minus the one that was predicted then, -1 to 1
   */
  public Bandit learn(String model, double[] context, double surprise) {
    Arm arm = arms.get(model);
    if (arm == null) {
      return this;
    }
    check(context);
    double[] gain = times(arm.inverse(), context);
    double scale = 1 + dot(context, gain);
    double[] inverse = arm.inverse().clone();
    double[] moment = arm.moment().clone();
    for (int i = 0; i < dimensions; i++) {
      moment[i] += surprise * context[i];
      for (int j = 0; j < dimensions; j++) {
        inverse[i * dimensions + j] -= gain[i] * gain[j] / scale; // Sherman and Morrison
      }
    }
    Map<String, Arm> next = new LinkedHashMap<>(arms);
    next.put(model, new Arm(inverse, moment, times(inverse, moment), arm.feedbacks() + 1));
    return new Bandit(dimensions, caution, next, version + 1);
  }

  /** Returns by how much the prediction for {@code model} should be corrected. */
  public double correction(String model, double[] context) {
    check(context);
    return dot(context, arm(model).estimate());
  }

  /** Returns how uncertain the correction is: the standard deviation, if scores scatter by 1. */
  public double uncertainty(String model, double[] context) {
    check(context);
    return Math.sqrt(Math.max(0, dot(context, times(arm(model).inverse(), context))));
  }

  /** Returns a correction drawn from what is believed (Thompson sampling), with {@code spread} as the scatter of scores. */
  public double draw(String model, double[] context, double spread, SplittableRandom draws) {
    double gauss = Math.sqrt(-2 * Math.log(1 - draws.nextDouble())) * Math.cos(2 * Math.PI * draws.nextDouble());
    return correction(model, context) + spread * uncertainty(model, context) * gauss;
  }

  private Arm arm(String model) {
    Arm arm = arms.get(model);
    if (arm == null) {
      throw new IllegalArgumentException("model '%s' does not take part; expected one of %s".formatted(model, models()));
    }
    return arm;
  }

  private void check(double[] context) {
    if (context.length != dimensions || Arrays.stream(context).anyMatch(value -> !Double.isFinite(value))) {
      throw new IllegalArgumentException("a context has %d numbers; expected %d finite ones".formatted(context.length, dimensions));
    }
  }

  private double[] times(double[] matrix, double[] vector) {
    double[] result = new double[dimensions];
    for (int i = 0; i < dimensions; i++) {
      for (int j = 0; j < dimensions; j++) {
        result[i] += matrix[i * dimensions + j] * vector[j];
      }
    }
    return result;
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  /** A line for a log: models with how much feedback each has had. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    arms.forEach((model, arm) -> parts.add(model + ": " + arm.feedbacks()));
    return "bandit after " + version + " feedbacks (" + String.join(", ", parts) + ")";
  }
}
