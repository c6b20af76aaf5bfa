package io.roundhouse.server.config;

import io.roundhouse.routers.agents.AgentRouterSettings;
import io.roundhouse.routers.embedding.EmbeddingModel;
import io.roundhouse.routers.guard.Rule;
import io.roundhouse.routers.guard.Signal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a front desk chooses. Immutable.
 *
 * @param examples requests that an agent is known to handle, by agent
 * @param traffic real requests without labels
 * @param model the model that {@link Router#REASONING} asks; null for the others
 * @param sureFrom the likelihood from which no model is asked
 * @param signals what the guard looks at, by name
 * @param rules what the guard does; without any there is no guard
 */
public record RoutingConfig(
    Router router,
    EmbeddingModel embedding,
    Map<String, List<String>> examples,
    List<String> traffic,
    AgentRouterSettings settings,
    @Nullable String model,
    double sureFrom,
    Map<String, Signal> signals,
    List<Rule> rules) {

  /** The likelihood from which no model is asked, unless said. */
  public static final double DEFAULT_SURE_FROM = 0.7;

  /** Copies the collections. */
  public RoutingConfig {
    examples = new LinkedHashMap<>(examples);
    traffic = List.copyOf(traffic);
    signals = Map.copyOf(signals);
    rules = List.copyOf(rules);
  }

  /** Who chooses. */
  public enum Router {
    /** The words that a request shares with what agents say about themselves. */
    LEXICAL,
    /** The meaning of a request, without asking a model. */
    EMBEDDING,
    /** The meaning of a request, and a model where that leaves a doubt. */
    REASONING
  }
}
