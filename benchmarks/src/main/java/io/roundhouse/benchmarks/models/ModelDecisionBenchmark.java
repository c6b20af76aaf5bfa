package io.roundhouse.benchmarks.models;

import io.roundhouse.routers.Choice;
import io.roundhouse.routers.ModelProfile;
import io.roundhouse.routers.models.Goal;
import io.roundhouse.routers.models.ModelCall;
import io.roundhouse.routers.models.ModelOffer;
import io.roundhouse.routers.models.ModelPolicies;
import io.roundhouse.routers.models.ModelPolicy;
import io.roundhouse.routers.models.learn.PredictivePolicy;
import io.roundhouse.routers.models.learn.Trainer;
import io.roundhouse.routers.models.outcomes.Outcomes;
import io.roundhouse.routers.models.outcomes.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One decision of the default policy among 30 models after training on made-up outcomes with a structure that makes every part of the
 * predictor take part; the text's vector is given. Percentiles of single decisions, in microseconds.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH fills the fields before it measures
public class ModelDecisionBenchmark {

  private static final int MODELS = 30;
  private static final int DIMENSIONS = 384;
  private static final int KINDS = 12;

  @Param("10000")
  int rows;

  private ModelPolicy policy;
  private List<ModelOffer> offers = List.of();
  private ModelCall[] calls = {};
  private int next;

  /** Trains. */
  @Setup
  public void train() {
    SplittableRandom draws = new SplittableRandom(3);
    double[][] centres = new double[KINDS][DIMENSIONS];
    for (double[] centre : centres) {
      for (int d = 0; d < DIMENSIONS; d++) {
        centre[d] = draws.nextDouble() - 0.5;
      }
    }
    List<String> names = new ArrayList<>();
    for (int j = 0; j < MODELS; j++) {
      names.add("model-" + j);
    }
    List<Prompt> prompts = new ArrayList<>();
    List<float[]> vectors = new ArrayList<>();
    double[][] quality = new double[rows][MODELS];
    double[][] cost = new double[rows][MODELS];
    for (int i = 0; i < rows; i++) {
      int kind = draws.nextInt(KINDS);
      StringBuilder text = new StringBuilder();
      int words = draws.nextInt(20, 80);
      for (int w = 0; w < words; w++) {
        text.append("word").append(kind * 40 + draws.nextInt(100)).append(' ');
      }
      prompts.add(new Prompt("p" + i, "kind" + kind, text.toString(), text.toString()));
      vectors.add(vector(centres[kind], draws));
      for (int j = 0; j < MODELS; j++) {
        double chance = 0.3 + 0.02 * j + 0.3 * Math.sin(kind * (j + 1)) + 0.4 * vectors.get(i)[j];
        quality[i][j] = draws.nextDouble() < chance ? 1 : 0;
        cost[i][j] = 0.0001 * (j + 1) * words / 50;
      }
    }
    policy = ModelPolicies.qualified(
        PredictivePolicy.of(Trainer.train(new Outcomes("made up", prompts, names, quality, cost, true), vectors), "bench"));
    offers = names.stream().map(name -> ModelOffer.of(new ModelProfile(name, "", 1_000_000, 2_000_000, 100_000))).toList();
    calls = new ModelCall[256];
    for (int i = 0; i < calls.length; i++) {
      calls[i] = ModelCall.of(prompts.get(i).text()).withRoute(prompts.get(i).routeText(), vectors.get(i)).withGoal(new Goal(i, 0, 0));
    }
  }

  private static float[] vector(double[] centre, SplittableRandom draws) {
    float[] vector = new float[DIMENSIONS];
    double squares = 0;
    for (int d = 0; d < DIMENSIONS; d++) {
      vector[d] = (float) (centre[d] + 0.8 * (draws.nextDouble() - 0.5));
      squares += vector[d] * vector[d];
    }
    for (int d = 0; d < DIMENSIONS; d++) {
      vector[d] /= (float) Math.sqrt(squares);
    }
    return vector;
  }

  /** One decision. */
  @Benchmark
  public Choice<Optional<ModelOffer>> decide() {
    return policy.choose(calls[next++ & 255], offers);
  }
}
