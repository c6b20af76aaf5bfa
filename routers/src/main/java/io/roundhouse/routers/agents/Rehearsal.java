package io.roundhouse.routers.agents;

import io.roundhouse.routers.embedding.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Trains once more with every fifth agent and every fifth example kept back, and looks at how the kept-back ones fare: that sets
 * what cannot be learned from examples that were trained on, see {@link Onboarding} and {@link Calibration}.
 */
final class Rehearsal {

  private static final int LEAST_AGENTS = 10;
  private static final int FOLD = 5;
  private static final int SHOWN = 5;
  private static final int MOST_PER_AGENT = 20;
  private static final int LEAST_CHECKS = 20;

  private final List<Sample> agents;
  private final List<float[]> background;
  private final List<Sample> trained = new ArrayList<>();
  private final List<Sample> newcomers = new ArrayList<>();

  /** An agent with examples, as vectors. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sample(float[] description, List<float[]> examples) {}

  private Rehearsal(List<Sample> agents, List<float[]> background) {
    this.agents = agents;
    this.background = background;
  }

  /**
   * The outcome.
   *
   * @param judged requests of kept-back examples with the scores they got; few or none if there are few examples
   */
  record Result(Onboarding onboarding, List<Calibration.Judged> judged) {}

  static Result of(List<Sample> agents, List<float[]> background, float usual) {
    return new Rehearsal(agents, background).run(usual);
  }

  private Result run(float usual) {
    for (int i = 0; i < agents.size(); i++) {
      (agents.size() >= LEAST_AGENTS && i % FOLD == 2 ? newcomers : trained).add(agents.get(i));
    }
    List<Sample> kept = trained.stream().map(Rehearsal::withoutKeptBack).toList();
    Head head = RouterTrainer.fit(kept, HeadTrainer.Plan.QUICK);
    List<Calibration.Judged> judged = new ArrayList<>();
    for (int i = 0; i < trained.size(); i++) {
      List<float[]> all = trained.get(i).examples();
      for (float[] request : limited(all.subList(kept.get(i).examples().size(), all.size()))) {
        judged.add(new Calibration.Judged(head.scores(request), i));
      }
    }
    boolean enough = judged.size() >= LEAST_CHECKS;
    if (newcomers.isEmpty() || !enough) {
      return new Result(Onboarding.guessed(usual), enough ? judged : List.of());
    }
    float slope = Onboarding.AMONG_THEMSELVES.slope();
    return new Result(new Onboarding(slope, shift(head, slope, 0), shift(head, slope, SHOWN)), judged);
  }

  private float shift(Head head, float slope, int shown) {
    List<float[]> vectors = new ArrayList<>();
    for (Sample newcomer : newcomers) {
      vectors.add(Onboarding.vector(newcomer.description(), newcomer.examples().stream().limit(shown).toList()));
    }
    float[] usual = new float[vectors.size()];
    Arrays.setAll(new double[usual.length], i -> usual[i] = Vectors.meanDot(vectors.get(i), background));
    List<Onboarding.Rehearsed> requests = new ArrayList<>();
    for (int i = 0; i < trained.size(); i++) {
      List<float[]> all = trained.get(i).examples();
      for (float[] request : limited(all.subList(keptCount(all.size()), all.size()))) {
        requests.add(rehearsed(head, vectors, usual, request, i, -1));
      }
    }
    for (int i = 0; i < newcomers.size(); i++) {
      List<float[]> all = newcomers.get(i).examples();
      for (float[] request : limited(all.subList(Math.min(shown, all.size()), all.size()))) {
        requests.add(rehearsed(head, vectors, usual, request, -1, i));
      }
    }
    return Onboarding.shift(slope, requests);
  }

  private static Onboarding.Rehearsed rehearsed(
      Head head, List<float[]> vectors, float[] usual, float[] request, int trained, int newcomer) {
    float[] scores = head.scores(request);
    int best = Softmax.best(scores);
    float[] likeness = new float[vectors.size()];
    for (int k = 0; k < likeness.length; k++) {
      likeness[k] = Vectors.dot(vectors.get(k), request) - usual[k];
    }
    int closest = Softmax.best(likeness);
    return new Onboarding.Rehearsed(trained >= 0, scores[best], best == trained, likeness[closest], closest == newcomer);
  }

  private static Sample withoutKeptBack(Sample agent) {
    return new Sample(agent.description(), agent.examples().subList(0, keptCount(agent.examples().size())));
  }

  /** How many of {@code examples} are trained on: four fifths, but all if there are fewer than three. */
  private static int keptCount(int examples) {
    return examples < 3 ? examples : examples - Math.max(1, examples / FOLD);
  }

  private static List<float[]> limited(List<float[]> requests) {
    return requests.subList(0, Math.min(MOST_PER_AGENT, requests.size()));
  }
}
