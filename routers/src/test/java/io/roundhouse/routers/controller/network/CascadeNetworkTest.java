package io.roundhouse.routers.controller.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.Stage;
import io.roundhouse.routers.controller.episodes.Plan;
import io.roundhouse.routers.controller.episodes.PlanSeat;
import io.roundhouse.routers.controller.plans.Fork;
import io.roundhouse.routers.controller.plans.PlanBook;
import io.roundhouse.routers.controller.plans.PlanFacts;
import io.roundhouse.routers.controller.plans.Walk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CascadeNetworkTest {

  private static final int WIDE = 7;

  private static PlanBook book() {
    return PlanBook.of(Stream.of(
        Plan.solo("small"), Plan.solo("large"),
        Plan.of(CollaborationMode.CHAIN, new PlanSeat("solver", "small"), new PlanSeat("checker", null)),
        Plan.of(CollaborationMode.CHAIN, new PlanSeat("solver", "small"), new PlanSeat("solver", "large")),
        Plan.of(CollaborationMode.CHAIN,
            new PlanSeat("solver", "small"), new PlanSeat("checker", "large"), new PlanSeat("solver", "small")),
        Plan.of(CollaborationMode.DEBATE, new PlanSeat("checker", "large"), new PlanSeat("solver", "small")),
        Plan.of(CollaborationMode.DEBATE, new PlanSeat("checker", "small"), new PlanSeat("solver", "large")),
        Plan.of(CollaborationMode.CHAIN,
            new PlanSeat("solver", "small"), new PlanSeat("checker", "large"), new PlanSeat("solver", "large")),
        Plan.of(CollaborationMode.CHAIN,
            new PlanSeat("solver", "small"), new PlanSeat("checker", "large"), new PlanSeat("checker", "small")))
        .map(plan -> new PlanFacts(plan, 1, 1, 0, null, null, null)).toList());
  }

  private static Vocabulary words(SplittableRandom draws) {
    return new Vocabulary(named(draws, "sums", "poems", "code"), named(draws, "SOLO", "CHAIN", "DEBATE"),
        named(draws, "answerer", "solver", "checker"), named(draws, "", "small", "large"));
  }

  private static List<Named> named(SplittableRandom draws, String... names) {
    return Arrays.stream(names).map(name -> new Named(name, vector(draws))).toList();
  }

  private static float[] vector(SplittableRandom draws) {
    float[] vector = new float[WIDE];
    for (int i = 0; i < WIDE; i++) {
      vector[i] = (float) (draws.nextDouble() * 2 - 1);
    }
    return vector;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void everyGradientIsTheSlopeOfTheObjective(long seed) {
    SplittableRandom draws = new SplittableRandom(seed);
    Vocabulary words = words(draws);
    Layout layout = new Layout(words, 5);
    Objective objective = new Objective(words, layout, new PlanTree(book(), words), 0.3);
    double[] theta = layout.start(seed);
    for (int i = 0; i < theta.length; i++) {
      theta[i] += 0.1 * (draws.nextDouble() - 0.5);
    }
    List<Lesson> lessons = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      lessons.add(new Lesson(vector(draws), draws.doubles(9).toArray(), i - 1));
    }

    double[] gradient = new double[theta.length];
    objective.ascend(theta, lessons, gradient);

    double step = 1e-5;
    for (int i = 0; i < theta.length; i++) {
      double kept = theta[i];
      theta[i] = kept + step;
      double above = objective.value(theta, lessons);
      theta[i] = kept - step;
      double below = objective.value(theta, lessons);
      theta[i] = kept;
      assertThat(gradient[i]).as("number %d of %d, seed %d", i, theta.length, seed)
          .isCloseTo((above - below) / (2 * step), within(1e-7));
    }
    assertThat(Arrays.stream(gradient).filter(each -> Math.abs(each) > 1e-9).count()).isGreaterThan(theta.length / 2);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void whatAllPlansEarnAlikeTeachesNothing(long seed) {
    SplittableRandom draws = new SplittableRandom(seed);
    Vocabulary words = words(draws);
    Layout layout = new Layout(words, 5);
    double[] gradient = new double[layout.size];

    new Objective(words, layout, new PlanTree(book(), words), 0.3)
        .ascend(layout.start(seed), List.of(new Lesson(vector(draws), draws.doubles(9).map(each -> 0.8).toArray(), -1)), gradient);

    assertThat(Arrays.stream(gradient).map(Math::abs).max().orElseThrow()).isLessThan(1e-12);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {4, 5})
  void learnsWhichPlanSuitsWhichKindOfText(long seed) {
    SplittableRandom draws = new SplittableRandom(seed);
    Vocabulary words = words(draws);
    List<Lesson> lessons = IntStream.range(0, 300).mapToObj(i -> lesson(draws, words, i % 3)).toList();

    CascadeNetwork network = new CascadeTraining(16, 30, 0.01, 0.01, 0.1).train(words, book(), lessons, seed);

    int right = 0;
    int told = 0;
    for (int i = 0; i < 300; i++) {
      Lesson test = lesson(draws, words, i % 3);
      right += Walk.best(book(), network, test.vector(), plan -> true) == best(i % 3) ? 1 : 0;
      told += Walk.best(network.tasks(test.vector())) == i % 3 ? 1 : 0;
    }
    assertThat(right).as("best plans of 300, seed %d", seed).isGreaterThan(270);
    assertThat(told).as("tasks of 300, seed %d", seed).isGreaterThan(270);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {6})
  void learnsToBeSureWhichNormalisedVectorsAloneCannot(long seed) {
    SplittableRandom draws = new SplittableRandom(seed);
    Vocabulary words = words(draws);
    List<Lesson> lessons = IntStream.range(0, 300).mapToObj(i -> lesson(draws, words, 0)).toList();

    CascadeNetwork network = new CascadeTraining(16, 60, 0.01, 0.01, 0.1).train(words, book(), lessons, seed);

    Fork fork = book().fork(Stage.MODE, CollaborationMode.SOLO, 0, List.of(), plan -> true);
    double[] scores = network.score(lessons.getFirst().vector(), fork);
    assertThat(network.confidence(scores, Walk.best(scores))).isGreaterThan(0.97);
  }

  /** Kind 0 is best done alone by the small model, 1 by a chain of three, 2 by a debate; noise on every reward. */
  private static Lesson lesson(SplittableRandom draws, Vocabulary words, int kind) {
    float[] vector = vector(draws);
    for (int i = 0; i < WIDE; i++) {
      vector[i] = vector[i] * 0.3f + words.tasks().get(kind).vector()[i];
    }
    double[] rewards = draws.doubles(9).map(noise -> noise * 0.4).toArray();
    rewards[best(kind)] += 0.5;
    return new Lesson(vector, rewards, draws.nextBoolean() ? kind : -1);
  }

  private static int best(int kind) {
    return kind == 0 ? 0 : kind == 1 ? 4 : 6;
  }
}
