package io.roundhouse.routers.controller.network;

import io.roundhouse.routers.controller.network.PaperForward.Blurred;
import io.roundhouse.routers.controller.network.PaperForward.Steps;
import io.roundhouse.routers.controller.network.PaperWeights.Encoder;
import io.roundhouse.routers.controller.network.PaperWeights.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Some texts that the published network learns from at once. Its layers are the weights' and behind them two for each decoder. */
record PaperBatch(PaperOffers offers, int mostAgents, List<PaperTraining.Text> texts, PaperTraining.Trial trial) {

  /** Layers to begin with: even draws, the narrower the more numbers go in. */
  static List<Layer> layers(int wide, int deep, SplittableRandom random) {
    List<Layer> layers = new ArrayList<>();
    layers.add(layer(deep, wide, random));
    layers.add(layer(deep, wide, random));
    layers.add(layer(1, deep, random));
    layers.add(layer(deep, 3 * deep, random));
    layers.add(layer(deep, 3 * deep, random));
    for (int encoder = 0; encoder < 5; encoder++) {
      layers.add(layer(deep, wide, random));
      layers.add(layer(deep, deep, random));
      layers.add(layer(deep, deep, random));
    }
    for (int decoder = 0; decoder < 5; decoder++) {
      layers.add(layer(deep, deep, random));
      layers.add(layer(wide, deep, random));
    }
    return layers;
  }

  private static Layer layer(int rows, int columns, SplittableRandom random) {
    double[][] weights = new double[rows][columns];
    double[] offset = new double[rows];
    double bound = 1 / Math.sqrt(columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        weights[i][j] = bound * (random.nextDouble() * 2 - 1);
      }
      offset[i] = bound * (random.nextDouble() * 2 - 1);
    }
    return new Layer(weights, offset);
  }

  static PaperWeights weights(List<Layer> layers) {
    return PaperWeights.of(layers.subList(0, PaperWeights.LAYERS));
  }

  /** Adds the slope of the loss to {@code gradients} and returns the loss. */
  double descend(List<Layer> layers, List<Layer> gradients, PaperCascade.Draws draws) {
    Derivation derivation = Derivation.recording(layers, gradients);
    PaperWeights weights = weights(layers);
    PaperForward forward =
        new PaperForward(derivation, weights, PaperCodes.of(derivation, weights, offers), mostAgents, draws, texts.size());
    double share = 1.0 / texts.size();
    double loss = 0;
    for (int i = 0; i < texts.size(); i++) {
      Steps steps = forward.decide(PaperCodes.node(texts.get(i).vector()));
      loss += PaperLoss.plan(steps, trial.utility(i, PaperCascade.Pass.of(steps)), share);
      loss += PaperLoss.task(steps, texts.get(i).task(), share);
    }
    List<Encoder> encoders =
        List.of(weights.modeMode(), weights.modeQuery(), weights.number(), weights.role(), weights.model());
    for (Blurred blurred : forward.blurred) {
      int from = PaperWeights.LAYERS + 2 * encoders.indexOf(blurred.coded().encoder());
      loss += PaperLoss.code(derivation, blurred, layers.subList(from, from + 2));
    }
    derivation.back();
    return loss;
  }
}
