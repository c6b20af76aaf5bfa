package io.roundhouse.routers;

import java.util.Comparator;
import java.util.List;

/**
 * Everything a {@link Controller} may look at for one decision. Immutable; agents and models are kept by name,
 * so that the order in which they were found cannot decide anything.
 *
 * @param text what the caller wrote; may be blank
 * @param catalogVersion the version of the catalog that agents and models were taken from; it is recorded with the decision
 */
public record RoutingRequest(String text, List<AgentProfile> agents, List<ModelProfile> models, long catalogVersion) {

  /** Copies the lists and sorts them by name; throws {@link RoutingException.Invalid} if two agents or two models share a name. */
  public RoutingRequest {
    agents = agents.stream().sorted(Comparator.comparing(AgentProfile::name)).toList();
    models = models.stream().sorted(Comparator.comparing(ModelProfile::name)).toList();
    Checks.unique("agents", agents, AgentProfile::name);
    Checks.unique("models", models, ModelProfile::name);
  }
}
