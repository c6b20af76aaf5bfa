package io.roundhouse.routers.agents;

import io.roundhouse.routers.embedding.Vectors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One agent inside the router: its score is {@code weights . x + bias}. Treated as immutable.
 *
 * @param isTrained whether the weights were learned together with those of other agents
 * @param examples the vectors of the agent's examples, in their order
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Row(AgentKnowledge agent, float[] weights, float bias, boolean isTrained, List<float[]> examples) {

  float score(float[] x) {
    return Vectors.dot(weights, x) + bias;
  }

  /** The example that is closest to a request, if there is one; the first few hundred are looked at. */
  @Nullable String nearest(float[] x) {
    String nearest = null;
    float most = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < Math.min(MOST_COMPARED, examples.size()); i++) {
      float close = Vectors.dot(examples.get(i), x);
      if (close > most) {
        most = close;
        nearest = agent.examples().get(i);
      }
    }
    return nearest;
  }

  private static final int MOST_COMPARED = 500;
}
