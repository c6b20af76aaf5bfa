package io.roundhouse.routers;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Everything a {@link Controller} may look at for one decision. Immutable; agents and models are kept by name,
 * so that the order in which they were found cannot decide anything.
 *
 * @param text what the caller wrote; may be blank
 * @param catalogVersion the version of the catalog that agents and models were taken from; it is recorded with the decision
 * @param earlier what the caller wrote before in the same conversation, oldest first; empty if this is its begin or nobody knows
 * @param tags what a guard noted about the request
 * @param roles as whom the caller is known
 */
public record RoutingRequest(
    String text, List<AgentProfile> agents, List<ModelProfile> models, long catalogVersion, List<String> earlier, Set<String> tags,
    Set<String> roles) {

  /** Copies the lists and sorts them by name; throws {@link RoutingException.Invalid} if two agents or two models share a name. */
  public RoutingRequest {
    agents = agents.stream().sorted(Comparator.comparing(AgentProfile::name)).toList();
    models = models.stream().sorted(Comparator.comparing(ModelProfile::name)).toList();
    earlier = List.copyOf(earlier);
    tags = Set.copyOf(tags);
    roles = Set.copyOf(roles);
    Checks.unique("agents", agents, AgentProfile::name);
    Checks.unique("models", models, ModelProfile::name);
  }

  /** A request that begins a conversation, of a caller about whom nothing is known. */
  public RoutingRequest(String text, List<AgentProfile> agents, List<ModelProfile> models, long catalogVersion) {
    this(text, agents, models, catalogVersion, List.of(), Set.of(), Set.of());
  }

  /** Returns this request with other agents. */
  public RoutingRequest withAgents(List<AgentProfile> others) {
    return new RoutingRequest(text, others, models, catalogVersion, earlier, tags, roles);
  }

  /** Returns this request with what was said before it. */
  public RoutingRequest withEarlier(List<String> said) {
    return new RoutingRequest(text, agents, models, catalogVersion, said, tags, roles);
  }

  /** Returns this request with what a guard noted about it. */
  public RoutingRequest withTags(Set<String> noted) {
    return new RoutingRequest(text, agents, models, catalogVersion, earlier, noted, roles);
  }

  /** Returns this request of a caller known as these. */
  public RoutingRequest withRoles(Set<String> names) {
    return new RoutingRequest(text, agents, models, catalogVersion, earlier, tags, names);
  }
}
