package io.roundhouse.routers.controller.network;

import io.roundhouse.routers.controller.network.Tape.Node;
import java.util.List;

/**
 * What the published network makes of its offers before it sees a text and before noise blurs them. Immutable by convention.
 *
 * @param roles by task
 */
record PaperCodes(List<Node> tasks, List<Coded> modes, List<List<Coded>> roles, List<Coded> models) {

  /** A description by its encoder: the middle and the spread of where its code may lie. */
  record Coded(PaperWeights.Encoder encoder, Node description, Node mean, Node logVariance) {

    static Coded of(Tape tape, PaperWeights.Encoder encoder, Node description) {
      Node inner = tape.relu(tape.affine(encoder.hidden(), description));
      return new Coded(encoder, description, tape.affine(encoder.mean(), inner), tape.affine(encoder.logVariance(), inner));
    }
  }

  static PaperCodes of(Tape tape, PaperWeights weights, PaperOffers offers) {
    return new PaperCodes(
        offers.tasks().stream().map(task -> tape.unit(tape.affine(weights.taskTask(), node(task.vector())))).toList(),
        coded(tape, weights.modeMode(), offers.modes()),
        offers.roles().stream().map(roles -> coded(tape, weights.role(), roles)).toList(),
        coded(tape, weights.model(), offers.models()));
  }

  private static List<Coded> coded(Tape tape, PaperWeights.Encoder encoder, List<Named> all) {
    return all.stream().map(each -> Coded.of(tape, encoder, node(each.vector()))).toList();
  }

  static Node node(float[] vector) {
    double[] wide = new double[vector.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = vector[i];
    }
    return Node.of(wide);
  }
}
