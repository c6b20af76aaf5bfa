package io.roundhouse.routers.controller.network;

import java.util.Arrays;
import java.util.List;

/**
 * What training makes as large as it can: the mean reward that the cascade can expect, by policy gradient over all plans of the book, with
 * the expectation itself as the baseline; plus the logarithm of the true task's probability where that is known. Not thread-safe.
 */
final class Objective {

  private final Vocabulary words;
  private final Layout layout;
  private final PlanTree tree;
  private final double taskWeight;

  Objective(Vocabulary words, Layout layout, PlanTree tree, double taskWeight) {
    this.words = words;
    this.layout = layout;
    this.tree = tree;
    this.taskWeight = taskWeight;
  }

  /** Adds the gradient of {@link #value} to {@code gradient}. */
  void ascend(double[] theta, List<Lesson> lessons, double[] gradient) {
    Options options = new Options(words, layout, theta);
    double share = 1.0 / lessons.size();
    for (Lesson lesson : lessons) {
      Reading reading = new Reading(options, lesson.vector());
      Head[] heads = heads(options, reading);
      double[] chances = chances(heads);
      double expected = Maths.dot(chances, lesson.rewards());
      double[] worth = new double[chances.length];
      for (int plan = 0; plan < worth.length; plan++) {
        worth[plan] = share * chances[plan] * (lesson.rewards()[plan] - expected);
      }
      for (int n = 0; n < heads.length; n++) {
        heads[n].back(gradient, branchWorth(tree.nodes.get(n), worth));
      }
      reading.back(gradient, lesson.task(), share * taskWeight);
    }
    options.back(gradient);
  }

  /** The mean over the lessons. */
  double value(double[] theta, List<Lesson> lessons) {
    Options options = new Options(words, layout, theta);
    double sum = 0;
    for (Lesson lesson : lessons) {
      Reading reading = new Reading(options, lesson.vector());
      sum += Maths.dot(chances(heads(options, reading)), lesson.rewards());
      sum += lesson.task() < 0 ? 0 : taskWeight * Math.log(reading.tasks[lesson.task()]);
    }
    return sum / lessons.size();
  }

  private Head[] heads(Options options, Reading reading) {
    return tree.nodes.stream().map(node -> new Head(options, reading, node.prefix())).toArray(Head[]::new);
  }

  private double[] chances(Head[] heads) {
    double[] chances = new double[tree.plans];
    Arrays.fill(chances, 1);
    for (int n = 0; n < heads.length; n++) {
      PlanTree.Node node = tree.nodes.get(n);
      for (int b = 0; b < node.branches().size(); b++) {
        for (int plan : node.branches().get(b).plans()) {
          chances[plan] *= heads[n].probabilities[b];
        }
      }
    }
    return chances;
  }

  private static double[] branchWorth(PlanTree.Node node, double[] planWorth) {
    return node.branches().stream().mapToDouble(branch -> branch.plans().stream().mapToDouble(plan -> planWorth[plan]).sum()).toArray();
  }
}
