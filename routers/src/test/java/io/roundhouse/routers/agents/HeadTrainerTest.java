package io.roundhouse.routers.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.routers.embedding.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeadTrainerTest {

  private static final int CLASSES = 7;
  private static final int DIMENSIONS = 13;

  @Test
  void separatesClassesThatCanBeSeparated() {
    long seed = 5;
    Random random = new Random(seed);
    float[][] centres = new float[CLASSES][];
    for (int k = 0; k < CLASSES; k++) {
      centres[k] = noise(random, 1);
    }
    List<float[]> examples = new ArrayList<>();
    List<int[]> labels = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      examples.add(near(centres[i % CLASSES], random));
      labels.add(new int[] {i % CLASSES});
    }
    Head head = HeadTrainer.fit(examples, labels, new float[CLASSES][DIMENSIONS], HeadTrainer.Plan.THOROUGH);

    int right = 0;
    for (int i = 0; i < 300; i++) {
      right += Softmax.best(head.scores(near(centres[i % CLASSES], random))) == i % CLASSES ? 1 : 0;
    }
    assertThat(right).as("seed %d", seed).isGreaterThan(280);
  }

  @Test
  void staysAtThePriorWithoutExamples() {
    float[][] prior = {{1, 2, 3}, {4, 5, 6}};

    Head head = HeadTrainer.fit(List.of(), List.of(), prior, HeadTrainer.Plan.THOROUGH);

    assertThat(head.weights()).isDeepEqualTo(prior);
    assertThat(head.bias()).containsExactly(0, 0);
  }

  @Test
  void learnsLabelsIndependently() {
    List<float[]> examples = List.of(new float[] {1, 0}, new float[] {0, 1}, Vectors.unit(new float[] {1, 1}), new float[] {-1, 0});
    List<int[]> labels = List.of(new int[] {0}, new int[] {1}, new int[] {0, 1}, new int[] {});

    Head head = HeadTrainer.fit(examples, labels, new float[2][2], HeadTrainer.Plan.LABELS);

    assertThat(head.scores(examples.get(2))[0]).isPositive();
    assertThat(head.scores(examples.get(2))[1]).isPositive();
    assertThat(head.scores(examples.get(0))[1]).isNegative();
    assertThat(head.scores(examples.get(3))[0]).isNegative();
  }

  @Test
  void calibratesChancesAndCoversWhatItShould() {
    long seed = 11;
    Random random = new Random(seed);
    List<Calibration.Judged> judged = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      judged.add(judged(random));
    }
    Calibration calibration = Calibration.fit(judged, new float[0], AgentRouterSettings.ofDefaults().withCoverage(0.9));

    int covered = 0;
    for (int i = 0; i < 4_000; i++) {
      Calibration.Judged fresh = judged(random);
      covered += Softmax.of(fresh.scores(), calibration.temperature())[fresh.right()] >= calibration.setThreshold() ? 1 : 0;
    }
    assertThat(covered / 4_000.0).as("seed %d", seed).isCloseTo(0.9, within(0.025));
    assertThat(calibration.temperature()).as("scores are three times too sure").isCloseTo(3, within(0.4));
  }

  /** Draws the right class from the very chances, then triples the scores. */
  private static Calibration.Judged judged(Random random) {
    float[] scores = new float[CLASSES];
    for (int k = 0; k < CLASSES; k++) {
      scores[k] = (float) (2 * random.nextGaussian());
    }
    double[] chances = Softmax.of(scores, 1);
    double drawn = random.nextDouble();
    int right = 0;
    while (right < CLASSES - 1 && drawn >= chances[right]) {
      drawn -= chances[right++];
    }
    return new Calibration.Judged(Vectors.times(3, scores), right);
  }

  private static float[] near(float[] centre, Random random) {
    float[] vector = noise(random, 0.3);
    Vectors.add(vector, 1, centre);
    return Vectors.unit(vector);
  }

  private static float[] noise(Random random, double size) {
    float[] vector = new float[DIMENSIONS];
    for (int d = 0; d < DIMENSIONS; d++) {
      vector[d] = (float) (size * random.nextGaussian());
    }
    return vector;
  }
}
