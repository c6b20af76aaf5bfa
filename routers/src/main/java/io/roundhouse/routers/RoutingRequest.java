package io.roundhouse.routers;

import java.util.List;

/**
 * Everything a {@link Controller} may look at for one decision. Immutable; the order of agents and models carries no meaning.
 *
 * @param text what the caller wrote; may be blank
 * @param catalogVersion the version of the catalog that agents and models were taken from; it is recorded with the decision
 */
public record RoutingRequest(String text, List<AgentProfile> agents, List<ModelProfile> models, long catalogVersion) {

  /** Copies the lists; throws {@link RoutingException.Invalid} if two agents or two models share a name. */
  public RoutingRequest {
    agents = List.copyOf(agents);
    models = List.copyOf(models);
    Checks.unique("agents", agents, AgentProfile::name);
    Checks.unique("models", models, ModelProfile::name);
  }
}
