package io.roundhouse.routers.agents;

import io.roundhouse.routers.embedding.Vectors;
import java.util.List;

/**
 * How agents that were not trained take part among those that were: their score is {@code slope * (likeness - background) + shift},
 * where likeness is the cosine with the request and background its mean over {@link Everyday} requests or real traffic. Without it,
 * trained agents outbid newcomers on everything. Slope and shift come from a rehearsal: some trained agents play newcomers.
 * Immutable.
 *
 * @param described the shift of agents that are only described
 * @param shown the shift of agents with a few examples
 */
record Onboarding(float slope, float described, float shown) {

  /** Where nobody is trained: at this slope the scores are about as sure as they are right. */
  static final Onboarding AMONG_THEMSELVES = new Onboarding(55, 0, 0);

  private static final float OWN_LIKENESS = 0.25f;
  private static final float DESCRIPTION_WEIGHT = 2;
  private static final float LEAST_SHIFT = -40;
  private static final float MOST_SHIFT = 25;
  private static final float SHIFT_STEP = 0.5f;
  private static final double MOST_LOSS = 0.03;

  /** What a request meets in the rehearsal: the best score among the trained, and the greatest likeness among the newcomers. */
  record Rehearsed(boolean isForTrained, float bestScore, boolean scoreIsRight, float bestLikeness, boolean likenessIsRight) {}

  /** For trained agents whose best scores are around {@code usual}, when there are too few for a rehearsal. */
  static Onboarding guessed(float usual) {
    float shift = usual - AMONG_THEMSELVES.slope() * OWN_LIKENESS;
    return new Onboarding(AMONG_THEMSELVES.slope(), shift, shift);
  }

  /** The vector that stands for an untrained agent. */
  static float[] vector(float[] description, List<float[]> examples) {
    float[] sum = Vectors.times(examples.isEmpty() ? 1 : DESCRIPTION_WEIGHT, description);
    examples.forEach(example -> Vectors.add(sum, 1, example));
    return Vectors.unit(sum);
  }

  Row row(AgentKnowledge agent, float[] description, List<float[]> examples, List<float[]> background) {
    float[] vector = vector(description, examples);
    float shift = (examples.isEmpty() ? described : shown) - slope * Vectors.meanDot(vector, background);
    return new Row(agent, Vectors.times(slope, vector), shift, false, examples);
  }

  /** The shift at which newcomers get most of what is theirs without taking much from the trained. */
  static float shift(float slope, List<Rehearsed> requests) {
    double alone = outcome(requests, slope, Float.NEGATIVE_INFINITY).trained();
    float best = LEAST_SHIFT; // where nothing will do, newcomers wait for examples
    double most = -1;
    for (float shift = LEAST_SHIFT; shift <= MOST_SHIFT; shift += SHIFT_STEP) {
      Outcome outcome = outcome(requests, slope, shift);
      double harmonic = 2 * outcome.trained() * outcome.newcomers() / Math.max(1e-9, outcome.trained() + outcome.newcomers());
      if (outcome.trained() >= alone - MOST_LOSS && harmonic > most) {
        most = harmonic;
        best = shift;
      }
    }
    return best;
  }

  private record Outcome(double trained, double newcomers) {}

  /** The accuracy on requests for trained agents and on those for newcomers. */
  private static Outcome outcome(List<Rehearsed> requests, float slope, float shift) {
    int trained = 0;
    int newcomers = 0;
    int ofTrained = 0;
    for (Rehearsed request : requests) {
      boolean toNewcomer = slope * request.bestLikeness() + shift > request.bestScore();
      boolean isForTrained = request.isForTrained();
      ofTrained += isForTrained ? 1 : 0;
      if (toNewcomer ? request.likenessIsRight() : request.scoreIsRight()) {
        trained += isForTrained ? 1 : 0;
        newcomers += isForTrained ? 0 : 1;
      }
    }
    return new Outcome(
        (double) trained / Math.max(1, ofTrained), (double) newcomers / Math.max(1, requests.size() - ofTrained));
  }
}
