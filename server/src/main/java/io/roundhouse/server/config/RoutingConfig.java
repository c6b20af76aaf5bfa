package io.roundhouse.server.config;

import io.roundhouse.routers.agents.AgentRouterSettings;
import io.roundhouse.routers.embedding.EmbeddingModel;
import io.roundhouse.routers.guard.Rule;
import io.roundhouse.routers.guard.Signal;
import io.roundhouse.runtime.ShadowPolicy;
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
 * @param stages how mode, number, roles and models are decided; null for the desk's own way
 * @param shadow whether other modes are tried on a sample of requests; null for not
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
    List<Rule> rules,
    @Nullable StagesConfig stages,
    @Nullable ShadowPolicy shadow) {

  /** The likelihood from which no model is asked, unless said. */
  public static final double DEFAULT_SURE_FROM = 0.7;

  /** Copies the collections. */
  public RoutingConfig {
    examples = new LinkedHashMap<>(examples);
    traffic = List.copyOf(traffic);
    signals = Map.copyOf(signals);
    rules = List.copyOf(rules);
  }

  /** Decides only about agents, without a guard. */
  public static RoutingConfig of(Router router) {
    return new RoutingConfig(router, EmbeddingModel.BGE_SMALL, Map.of(), List.of(), AgentRouterSettings.ofDefaults(), null,
        DEFAULT_SURE_FROM, Map.of(), List.of(), null, null);
  }

  /** The same with mode, number, roles and models decided in this way. */
  public RoutingConfig withStages(StagesConfig how) {
    return new RoutingConfig(router, embedding, examples, traffic, settings, model, sureFrom, signals, rules, how, shadow);
  }

  /** The same trying other modes on a sample of requests. */
  public RoutingConfig withShadow(ShadowPolicy policy) {
    return new RoutingConfig(router, embedding, examples, traffic, settings, model, sureFrom, signals, rules, stages, policy);
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
