package io.roundhouse.routers.controller.network;

import io.roundhouse.routers.controller.network.Derivation.Node;
import io.roundhouse.routers.controller.network.PaperForward.Blurred;
import io.roundhouse.routers.controller.network.PaperForward.Steps;
import io.roundhouse.routers.controller.network.PaperWeights.Layer;
import java.util.List;

/**
 * What the paper's training makes as small as it can, term by term: how surprising the true task is, the plan's logarithmic probability
 * times minus its utility, and a thousandth of what the autoencoders lose. Each method returns a term and adds its slopes to the nodes.
 */
final class PaperLoss {

  private static final double CODES = 0.001;
  private static final double VARIANCE = PaperForward.NOISE * PaperForward.NOISE;

  private PaperLoss() {}

  /** Of mode, roles and models together; with the real number of agents in place of the whole one, as published. */
  static double logProbability(Steps steps) {
    double sum = Math.log(steps.modes().value()[steps.mode()]) + LogGamma.of(steps.real().value()[0] + 1);
    for (int seat = 0; seat < steps.number(); seat++) {
      sum += Math.log(steps.roleChances().get(seat).value()[steps.roles().get(seat)]);
      sum += Math.log(steps.modelChances().value()[steps.models().get(seat)]);
    }
    int[] counts = new int[steps.modelChances().value().length];
    steps.models().forEach(model -> counts[model]++);
    for (int count : counts) {
      sum -= LogGamma.of(count + 1);
    }
    return sum;
  }

  /** Without a baseline: a plan that earned anything becomes more likely, by as much as it earned. */
  static double plan(Steps steps, double utility, double share) {
    double slope = -share * utility;
    likelier(steps.modes(), steps.mode(), slope);
    steps.real().worth()[0] += slope * LogGamma.slope(steps.real().value()[0] + 1);
    for (int seat = 0; seat < steps.number(); seat++) {
      likelier(steps.roleChances().get(seat), steps.roles().get(seat), slope);
      likelier(steps.modelChances(), steps.models().get(seat), slope);
    }
    return slope * logProbability(steps);
  }

  private static void likelier(Node chances, int index, double slope) {
    chances.worth()[index] += slope / chances.value()[index];
  }

  /** Cross-entropy of a softmax over what already is one, as published; nothing if nobody knows the task (-1). */
  static double task(Steps steps, int task, double share) {
    if (task < 0) {
      return 0;
    }
    double[] again = Maths.softmax(steps.tasks().value().clone());
    for (int k = 0; k < again.length; k++) {
      steps.tasks().worth()[k] += share * (again[k] - (k == task ? 1 : 0));
    }
    return -share * Math.log(again[task]);
  }

  /** How badly a description is found again in its code, and how far the code lies from a narrow normal distribution. */
  static double code(Derivation derivation, Blurred blurred, List<Layer> decoder) {
    Node description = blurred.coded().description();
    Node again = derivation.affine(decoder.getLast(), derivation.relu(derivation.affine(decoder.getFirst(), blurred.code())));
    double share = CODES * blurred.share();
    double loss = 0;
    for (int i = 0; i < again.value().length; i++) {
      double error = again.value()[i] - description.value()[i];
      loss += error * error / again.value().length;
      again.worth()[i] += share * 2 * error / again.value().length;
    }
    Node mean = blurred.coded().mean();
    Node logVariance = blurred.coded().logVariance();
    int deep = mean.value().length;
    for (int i = 0; i < deep; i++) {
      double variance = Math.exp(logVariance.value()[i]);
      double middle = mean.value()[i];
      loss -= 0.5 * (1 - Math.log(VARIANCE) + logVariance.value()[i] - (middle * middle + variance) / VARIANCE) / deep;
      mean.worth()[i] += share * middle / VARIANCE / deep;
      logVariance.worth()[i] -= share * 0.5 * (1 - variance / VARIANCE) / deep;
    }
    return share * loss;
  }
}
