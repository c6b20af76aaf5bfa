package io.roundhouse.routers.controller.network;

import io.roundhouse.routers.controller.network.PaperWeights.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Trains a {@link PaperCascade} as its public program does, for comparison: plans are drawn and carried out, and what was drawn becomes
 * more likely by as much as it earned; there is no baseline, no held-out part and no guard. By Adam (arXiv 1412.6980). The same texts,
 * utilities and seed yield the same network. Seconds for a thousand texts.
 *
 * @param deep how many numbers embeddings are projected to
 * @param mostAgents how many agents there may be
 * @param rounds how often each text is gone through
 * @param batch how many texts share a step
 * @param rate the size of a step
 */
public record PaperTraining(int deep, int mostAgents, int rounds, int batch, double rate) {

  private static final double FIRST_MOMENT = 0.9;
  private static final double SECOND_MOMENT = 0.999;
  private static final double TINY = 1e-8;

  /** Returns the numbers of the public program: 64, six agents, five rounds, 16 texts, 0.01. */
  public static PaperTraining ofDefaults() {
    return new PaperTraining(64, PaperCascade.MOST_AGENTS, 5, 16, 0.01);
  }

  /**
   * One text to learn from. Immutable by convention.
   *
   * @param vector its embedding
   * @param task the index of the true task; -1 if nobody knows
   */
  @SuppressWarnings("ArrayRecordComponent") // written once, then only read
  public record Text(float[] vector, int task) {}

  /** Carries plans out. */
  @FunctionalInterface
  public interface Trial {
    /** Returns what the plan that was drawn for the text earned. */
    double utility(int text, PaperCascade.Pass plan);
  }

  /** Trains on texts, each of whose plans is tried when it is drawn. */
  public PaperCascade train(PaperOffers offers, List<Text> texts, Trial trial, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Layer> layers = PaperBatch.layers(offers.dimensions(), deep, random);
    List<Layer> first = zeros(layers);
    List<Layer> second = zeros(layers);
    int step = 0;
    for (int round = 0; round < rounds; round++) {
      for (int from = 0; from < texts.size(); from += batch) {
        List<Layer> gradients = zeros(layers);
        int start = from;
        new PaperBatch(offers, mostAgents, texts.subList(from, Math.min(texts.size(), from + batch)),
            (text, plan) -> trial.utility(start + text, plan)).descend(layers, gradients, draws(random));
        step++;
        for (int i = 0; i < layers.size(); i++) {
          adam(layers.get(i), gradients.get(i), first.get(i), second.get(i), step);
        }
      }
    }
    return PaperCascade.of(PaperBatch.weights(layers), offers, mostAgents);
  }

  private void adam(Layer layer, Layer gradient, Layer first, Layer second, int step) {
    adam(layer.offset(), gradient.offset(), first.offset(), second.offset(), step);
    for (int i = 0; i < layer.offset().length; i++) {
      adam(layer.weights()[i], gradient.weights()[i], first.weights()[i], second.weights()[i], step);
    }
  }

  private void adam(double[] numbers, double[] gradient, double[] first, double[] second, int step) {
    double firstShare = 1 - Math.pow(FIRST_MOMENT, step);
    double secondShare = 1 - Math.pow(SECOND_MOMENT, step);
    for (int i = 0; i < numbers.length; i++) {
      first[i] = FIRST_MOMENT * first[i] + (1 - FIRST_MOMENT) * gradient[i];
      second[i] = SECOND_MOMENT * second[i] + (1 - SECOND_MOMENT) * gradient[i] * gradient[i];
      numbers[i] -= rate * first[i] / firstShare / (Math.sqrt(second[i] / secondShare) + TINY);
    }
  }

  static List<Layer> zeros(List<Layer> layers) {
    List<Layer> zeros = new ArrayList<>();
    for (Layer layer : layers) {
      double[][] rows = IntStream.range(0, layer.offset().length).mapToObj(i -> new double[layer.columns()]).toArray(double[][]::new);
      zeros.add(new Layer(rows, new double[layer.offset().length]));
    }
    return zeros;
  }

  /** Returns draws from a generator. */
  public static PaperCascade.Draws draws(SplittableRandom random) {
    return new PaperCascade.Draws() {

      @Override
      public double normal() {
        return random.nextGaussian();
      }

      @Override
      public double uniform() {
        return random.nextDouble();
      }
    };
  }
}
