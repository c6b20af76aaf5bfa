package io.roundhouse.benchmarks.routing;

import io.roundhouse.routers.agents.AgentKnowledge;
import io.roundhouse.routers.agents.AgentRouterSettings;
import io.roundhouse.routers.agents.EmbeddingAgentRouter;
import io.roundhouse.routers.embedding.TextEmbedder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Routers of any size over made-up vectors: examples lie around their agent's own direction. Decisions cost the same as over real ones. */
final class MadeUpAgents {

  static final int DIMENSIONS = 384;

  private MadeUpAgents() {}

  static EmbeddingAgentRouter router(int agents, int examples) {
    List<AgentKnowledge> known = new ArrayList<>();
    for (int a = 0; a < agents; a++) {
      List<String> requests = new ArrayList<>();
      for (int e = 0; e < examples / agents; e++) {
        requests.add(a + "/" + e);
      }
      known.add(new AgentKnowledge("agent-" + a, a + "/description", requests));
    }
    return EmbeddingAgentRouter.of(new Directions(), known, AgentRouterSettings.ofDefaults());
  }

  /** Texts are an agent's number, a slash and anything; their vectors lie close together. */
  static final class Directions implements TextEmbedder {

    @Override
    public String name() {
      return "directions/1";
    }

    @Override
    public int dimensions() {
      return DIMENSIONS;
    }

    @Override
    public float[] embed(String text) {
      int slash = text.indexOf('/');
      SplittableRandom agent = new SplittableRandom(slash < 0 ? -1 : Integer.parseInt(text.substring(0, slash)));
      SplittableRandom own = new SplittableRandom(text.hashCode());
      float[] vector = new float[DIMENSIONS];
      double squares = 0;
      for (int i = 0; i < DIMENSIONS; i++) {
        vector[i] = (float) (agent.nextDouble(-1, 1) + own.nextDouble(-1, 1));
        squares += vector[i] * vector[i];
      }
      for (int i = 0; i < DIMENSIONS; i++) {
        vector[i] /= (float) Math.sqrt(squares);
      }
      return vector;
    }
  }
}
