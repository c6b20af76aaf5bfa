package io.roundhouse.routers.controller.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.routers.controller.network.PaperWeights.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaperTrainingTest {

  private static final PaperOffers OFFERS = new PaperGolden().cascade().offers();
  private static final int WIDE = 6;

  private static float[] vector(SplittableRandom random) {
    float[] vector = new float[WIDE];
    for (int i = 0; i < WIDE; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  /** The same draws again and again, so that the loss is a smooth function of the weights. */
  private static PaperCascade.Draws draws(long seed) {
    return PaperTraining.draws(new SplittableRandom(seed));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void everyGradientIsTheSlopeOfTheLoss(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Layer> layers = PaperBatch.layers(WIDE, 4, random);
    double[] utilities = {0.7, -0.4, 1.3};
    List<PaperTraining.Text> texts = IntStream.range(0, 3).mapToObj(i -> new PaperTraining.Text(vector(random), i - 1)).toList();
    PaperBatch batch = new PaperBatch(OFFERS, 6, texts, (text, plan) -> utilities[text]);

    List<Layer> gradients = PaperTraining.zeros(layers);
    batch.descend(layers, gradients, draws(seed));

    double step = 1e-5;
    int moving = 0;
    List<double[]> numbers = rows(layers);
    List<double[]> slopes = rows(gradients);
    for (int row = 0; row < numbers.size(); row++) {
      for (int i = 0; i < numbers.get(row).length; i++) {
        double kept = numbers.get(row)[i];
        numbers.get(row)[i] = kept + step;
        double above = batch.descend(layers, PaperTraining.zeros(layers), draws(seed));
        numbers.get(row)[i] = kept - step;
        double below = batch.descend(layers, PaperTraining.zeros(layers), draws(seed));
        numbers.get(row)[i] = kept;
        assertThat(slopes.get(row)[i]).as("row %d, number %d, seed %d", row, i, seed)
            .isCloseTo((above - below) / (2 * step), within(1e-7));
        moving += Math.abs(slopes.get(row)[i]) > 1e-9 ? 1 : 0;
      }
    }
    assertThat(moving).isGreaterThan(numbers.stream().mapToInt(row -> row.length).sum() / 2);
  }

  private static List<double[]> rows(List<Layer> layers) {
    List<double[]> rows = new ArrayList<>();
    for (Layer layer : layers) {
      rows.addAll(Arrays.asList(layer.weights()));
      rows.add(layer.offset());
    }
    return rows;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {4, 5})
  void learnsTheModeThatEarnsMostButNeverToBeSureOfIt(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<PaperTraining.Text> texts = IntStream.range(0, 200).mapToObj(i -> new PaperTraining.Text(vector(random), i % 3)).toList();

    PaperCascade cascade = new PaperTraining(16, 6, 10, 16, 0.01).train(OFFERS, texts, (text, plan) -> plan.mode() == 4 ? 1 : 0, seed);

    double chance = 0;
    for (int i = 0; i < 100; i++) {
      PaperCascade.Pass pass = cascade.decide(vector(random), draws(i));
      chance += pass.modeChances()[4] / 100;
      assertThat(pass.modeChances()[4]).as("vectors of length 1 at a temperature of 0.8").isLessThan(0.71);
    }
    assertThat(chance).as("seed %d", seed).isGreaterThan(0.4);
  }

  @Test
  void withoutABaselineItBelievesInChoicesThatMakeNoDifference() {
    SplittableRandom random = new SplittableRandom(6);
    List<PaperTraining.Text> texts = IntStream.range(0, 200).mapToObj(i -> new PaperTraining.Text(vector(random), i % 3)).toList();
    PaperTraining training = new PaperTraining(16, 6, 10, 16, 0.01);

    PaperCascade untrained = new PaperTraining(16, 6, 0, 16, 0.01).train(OFFERS, texts, (text, plan) -> 1, 7);
    PaperCascade trained = training.train(OFFERS, texts, (text, plan) -> 1, 7);

    assertThat(agents(trained, texts)).as("every plan earns the same").isGreaterThan(agents(untrained, texts) + 1);
  }

  private static double agents(PaperCascade cascade, List<PaperTraining.Text> texts) {
    return texts.stream().mapToDouble(text -> cascade.decide(text.vector(), draws(1)).numberReal()).average().orElseThrow();
  }

  @Test
  void theSameSeedYieldsTheSameNetwork() {
    List<PaperTraining.Text> texts = List.of(new PaperTraining.Text(vector(new SplittableRandom(8)), -1));
    PaperTraining training = new PaperTraining(8, 6, 3, 16, 0.01);

    PaperCascade one = training.train(OFFERS, texts, (text, plan) -> plan.number(), 9);
    PaperCascade two = training.train(OFFERS, texts, (text, plan) -> plan.number(), 9);

    assertThat(rows(one.weights().layers())).usingElementComparator(Arrays::compare).isEqualTo(rows(two.weights().layers()));
  }
}
