package io.roundhouse.routers.controller.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * MasRouter's cascade (arXiv 2502.11133) exactly as its public program computes it, for comparison, with everything that {@link
 * CascadeNetwork} does otherwise: fixed temperatures on vectors of length 1, every choice drawn, the number of agents a function of the
 * text alone, one set of model probabilities for all seats, nothing masked, encoders that blur what they encode. Immutable; not used to
 * decide.
 */
public final class PaperCascade {

  private static final double TASK_TEMPERATURE = 0.5;
  private static final double MODE_TEMPERATURE = 0.8;
  private static final double ROLE_TEMPERATURE = 0.5;
  private static final double MODEL_TEMPERATURE = 1;
  private static final double LAYER_NORM = 1e-5;

  private final PaperWeights weights;
  private final int mostAgents;

  private PaperCascade(PaperWeights weights, int mostAgents) {
    this.weights = weights;
    this.mostAgents = mostAgents;
  }

  /** Returns the cascade with these weights, for at most {@code mostAgents} agents (6 in the paper). */
  public static PaperCascade of(PaperWeights weights, int mostAgents) {
    return new PaperCascade(weights, mostAgents);
  }

  /** Where random numbers come from, in the order of their use. */
  public interface Draws {
    /** Returns a draw from the standard normal distribution. */
    double normal();

    /** Returns a draw from 0 to 1. */
    double uniform();
  }

  /**
   * What can be chosen, as embeddings.
   *
   * @param roles by task
   */
  @SuppressWarnings("ArrayRecordComponent") // written once, then only read
  public record Offers(double[][] tasks, double[][] modes, List<double[][]> roles, double[][] models) {}

  /**
   * What one pass chose, with the probabilities it drew from.
   *
   * @param numberReal the number of agents before rounding
   * @param logProbability of mode, roles and models together, as the paper's loss uses it
   */
  @SuppressWarnings("ArrayRecordComponent") // written once, then only read
  public record Pass(
      double[] taskChances, int task, double[] modeChances, int mode, double numberReal, int number, List<double[]> roleChances,
      List<Integer> roles, double[] modelChances, List<Integer> models, double logProbability) {}

  /** Decides about one text. */
  public Pass decide(double[] query, Offers offers, Draws draws) {
    double[] text = unit(weights.taskQuery().of(query));
    double[] tasks = chances(Arrays.stream(offers.tasks()).map(task -> unit(weights.taskTask().of(task))).toArray(double[][]::new), text,
        TASK_TEMPERATURE);
    int task = most(tasks);

    double[][] modeCodes = weights.modeMode().of(offers.modes(), draws);
    double[] modes = chances(modeCodes, weights.modeQuery().of(query, draws), MODE_TEMPERATURE);
    int mode = draw(modes, draws);

    double difficulty = 1 / (1 + Math.exp(-weights.numberOut().of(weights.number().of(query, draws))[0]));
    double real = difficulty * mostAgents;
    int number = (int) Math.clamp(Math.rint(real), 1, mostAgents);

    double[][] roleCodes = weights.role().of(offers.roles().get(task), draws);
    double[] history = new double[text.length];
    double[] current = new double[text.length];
    List<double[]> roleChances = new ArrayList<>();
    List<Integer> roles = new ArrayList<>();
    for (int seat = 0; seat < number; seat++) {
      Maths.add(history, 1, current);
      history = layerNorm(history);
      double[] role = chances(roleCodes, unit(weights.roleContext().of(joined(text, modeCodes[mode], history))), ROLE_TEMPERATURE);
      roleChances.add(role);
      roles.add(draw(role, draws));
      current = roleCodes[roles.getLast()];
    }

    double[][] modelCodes = weights.model().of(offers.models(), draws);
    double[] modelChances =
        chances(modelCodes, unit(weights.modelContext().of(joined(text, modeCodes[mode], history))), MODEL_TEMPERATURE);
    List<Integer> models = new ArrayList<>();
    for (int seat = 0; seat < mostAgents; seat++) {
      int drawn = draw(modelChances, draws); // also for seats that nobody takes
      if (seat < number) {
        models.add(drawn);
      }
    }
    double logProbability = Math.log(modes[mode]) + multinomial(real, models, modelChances);
    for (int seat = 0; seat < number; seat++) {
      logProbability += Math.log(roleChances.get(seat)[roles.get(seat)]);
    }
    return new Pass(tasks, task, modes, mode, real, number, roleChances, roles, modelChances, models, logProbability);
  }

  /** With the real number of agents in place of the whole one, as published. */
  private static double multinomial(double real, List<Integer> models, double[] chances) {
    double sum = LogGamma.of(real + 1);
    int[] counts = new int[chances.length];
    for (int model : models) {
      counts[model]++;
      sum += Math.log(chances[model]);
    }
    for (int count : counts) {
      sum -= LogGamma.of(count + 1);
    }
    return sum;
  }

  private static double[] chances(double[][] codes, double[] context, double temperature) {
    return Maths.softmax(Arrays.stream(codes).mapToDouble(code -> Maths.dot(code, context) / temperature).toArray());
  }

  private static double[] unit(double[] vector) {
    Maths.unit(vector);
    return vector;
  }

  private static int most(double[] values) {
    int most = 0;
    for (int i = 1; i < values.length; i++) {
      most = values[i] > values[most] ? i : most;
    }
    return most;
  }

  private static int draw(double[] chances, Draws draws) {
    double lot = draws.uniform();
    double sum = 0;
    for (int i = 0; i < chances.length; i++) {
      sum += chances[i];
      if (sum > lot) {
        return i;
      }
    }
    return 0;
  }

  private static double[] layerNorm(double[] vector) {
    double mean = Arrays.stream(vector).average().orElse(0);
    double variance = Arrays.stream(vector).map(each -> (each - mean) * (each - mean)).average().orElse(0);
    return Arrays.stream(vector).map(each -> (each - mean) / Math.sqrt(variance + LAYER_NORM)).toArray();
  }

  private static double[] joined(double[]... parts) {
    return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
  }
}
