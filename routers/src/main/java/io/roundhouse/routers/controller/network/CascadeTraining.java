package io.roundhouse.routers.controller.network;

import io.roundhouse.routers.controller.plans.PlanBook;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Trains a {@link CascadeNetwork} by Adam (arXiv 1412.6980) with decay of the weights. A part of the lessons is held out; the state of the
 * network that did best on it is kept. The same lessons and seed yield the same network. Seconds for a thousand lessons.
 *
 * @param deep how many numbers embeddings are projected to
 * @param rounds how often each lesson is gone through
 * @param rate the size of a step
 * @param decay the share of itself that each weight loses in a step of full size
 * @param taskWeight what the logarithm of the true task's probability is worth beside reward
 */
public record CascadeTraining(int deep, int rounds, double rate, double decay, double taskWeight) {

  private static final int BATCH = 32;
  private static final int HELD_OUT = 6;
  private static final double FIRST_MOMENT = 0.9;
  private static final double SECOND_MOMENT = 0.999;
  private static final double TINY = 1e-9;

  /** Returns 64 numbers as in the paper, 24 rounds. */
  public static CascadeTraining ofDefaults() {
    return new CascadeTraining(64, 24, 0.002, 0.02, 0.05);
  }

  /** Trains on lessons over the plans of {@code book}. */
  public CascadeNetwork train(Vocabulary words, PlanBook book, List<Lesson> lessons, long seed) {
    Layout layout = new Layout(words, deep);
    Objective objective = new Objective(words, layout, new PlanTree(book, words), taskWeight);
    SplittableRandom draws = new SplittableRandom(seed);
    List<Lesson> kept = new ArrayList<>();
    List<Lesson> held = new ArrayList<>();
    for (Lesson lesson : lessons) {
      (draws.nextInt(HELD_OUT) == 0 ? held : kept).add(lesson);
    }
    double[] theta = layout.start(seed);
    if (kept.isEmpty() || held.isEmpty()) {
      return CascadeNetwork.of(words, deep, theta);
    }
    double[] best = theta.clone();
    double most = objective.value(theta, held);
    double[] first = new double[theta.length];
    double[] second = new double[theta.length];
    int step = 0;
    for (int round = 0; round < rounds; round++) {
      shuffle(kept, draws);
      for (int from = 0; from < kept.size(); from += BATCH) {
        double[] gradient = new double[theta.length];
        objective.ascend(theta, kept.subList(from, Math.min(kept.size(), from + BATCH)), gradient);
        adam(theta, gradient, first, second, ++step, layout.bias[Layout.MODE]);
      }
      double value = objective.value(theta, held);
      if (value > most) {
        most = value;
        best = theta.clone();
      }
    }
    return CascadeNetwork.of(words, deep, best);
  }

  private void adam(double[] theta, double[] gradient, double[] first, double[] second, int step, int decaying) {
    double firstShare = 1 - Math.pow(FIRST_MOMENT, step);
    double secondShare = 1 - Math.pow(SECOND_MOMENT, step);
    for (int i = 0; i < theta.length; i++) {
      first[i] = FIRST_MOMENT * first[i] + (1 - FIRST_MOMENT) * gradient[i];
      second[i] = SECOND_MOMENT * second[i] + (1 - SECOND_MOMENT) * gradient[i] * gradient[i];
      double size = first[i] / firstShare / (Math.sqrt(second[i] / secondShare) + TINY);
      theta[i] += rate * (size - (i < decaying ? decay * theta[i] : 0));
    }
  }

  private static void shuffle(List<Lesson> lessons, SplittableRandom draws) {
    for (int i = lessons.size() - 1; i > 0; i--) {
      int other = draws.nextInt(i + 1);
      Lesson kept = lessons.get(i);
      lessons.set(i, lessons.get(other));
      lessons.set(other, kept);
    }
  }
}
