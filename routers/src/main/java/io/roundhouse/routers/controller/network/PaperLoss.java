package io.roundhouse.routers.controller.network;

/** What the paper's training makes as small as it can, term by term, and what each node adds to it. */
final class PaperLoss {

  private PaperLoss() {}

  /** Of mode, roles and models together; with the real number of agents in place of the whole one, as published. */
  static double logProbability(PaperForward.Steps steps) {
    double sum = Math.log(steps.modes().value()[steps.mode()]) + LogGamma.of(steps.real().value()[0] + 1);
    for (int seat = 0; seat < steps.number(); seat++) {
      sum += Math.log(steps.roleChances().get(seat).value()[steps.roles().get(seat)]);
      sum += Math.log(steps.modelChances().value()[steps.models().get(seat)]);
    }
    for (int count : counts(steps)) {
      sum -= LogGamma.of(count + 1);
    }
    return sum;
  }

  private static int[] counts(PaperForward.Steps steps) {
    int[] counts = new int[steps.modelChances().value().length];
    steps.models().forEach(model -> counts[model]++);
    return counts;
  }
}
