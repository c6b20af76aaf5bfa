package io.roundhouse.routers.controller.network;

import io.roundhouse.routers.controller.network.Derivation.Node;
import java.util.List;

/**
 * What the published network makes of its offers before it sees a text and before noise blurs them. Immutable by convention.
 *
 * @param roles by task
 */
record PaperCodes(List<Node> tasks, List<Coded> modes, List<List<Coded>> roles, List<Coded> models) {

  /** A description by its encoder: the middle and the spread of where its code may lie. */
  record Coded(PaperWeights.Encoder encoder, Node description, Node mean, Node logVariance) {

    static Coded of(Derivation derivation, PaperWeights.Encoder encoder, Node description) {
      Node inner = derivation.relu(derivation.affine(encoder.hidden(), description));
      return new Coded(encoder, description, derivation.affine(encoder.mean(), inner), derivation.affine(encoder.logVariance(), inner));
    }
  }

  static PaperCodes of(Derivation derivation, PaperWeights weights, PaperOffers offers) {
    return new PaperCodes(
        offers.tasks().stream().map(task -> derivation.unit(derivation.affine(weights.taskTask(), node(task.vector())))).toList(),
        coded(derivation, weights.modeMode(), offers.modes()),
        offers.roles().stream().map(roles -> coded(derivation, weights.role(), roles)).toList(),
        coded(derivation, weights.model(), offers.models()));
  }

  private static List<Coded> coded(Derivation derivation, PaperWeights.Encoder encoder, List<Named> all) {
    return all.stream().map(each -> Coded.of(derivation, encoder, node(each.vector()))).toList();
  }

  static Node node(float[] vector) {
    double[] wide = new double[vector.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = vector[i];
    }
    return Node.of(wide);
  }
}
