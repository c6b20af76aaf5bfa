package io.roundhouse.routers.agents;

import io.roundhouse.routers.RoutingException;

/**
 * What an {@link EmbeddingAgentRouter} should aim for. Immutable.
 *
 * @param coverage the share of requests, 0.5 to 0.999, whose right agent has to be in the chosen set; sets get larger with it
 * @param maxAgents the most agents in a set
 * @param refusedInScope the share of requests that somebody does handle, 0 to 0.5, which may be taken as out of scope; used where no
 *     out-of-scope examples say where the border is; 0 switches the gate off
 * @param outOfScopeShare how many of all requests, 0.01 to 0.9, are expected to be out of scope; used where there are examples
 */
public record AgentRouterSettings(double coverage, int maxAgents, double refusedInScope, double outOfScopeShare) {

  private static final AgentRouterSettings DEFAULTS = new AgentRouterSettings(0.985, 3, 0.05, 0.2);

  /** Throws {@link RoutingException.Invalid} if a value is out of its range. */
  public AgentRouterSettings {
    within("coverage", coverage, 0.5, 0.999);
    within("max-agents", maxAgents, 1, 64);
    within("refused-in-scope", refusedInScope, 0, 0.5);
    within("out-of-scope-share", outOfScopeShare, 0.01, 0.9);
  }

  /** Returns sets of at most 3 with coverage 0.985; 5% of what is in scope may be refused; 20% are expected to be out of scope. */
  public static AgentRouterSettings ofDefaults() {
    return DEFAULTS;
  }

  /** Returns these settings with another coverage. */
  public AgentRouterSettings withCoverage(double share) {
    return new AgentRouterSettings(share, maxAgents, refusedInScope, outOfScopeShare);
  }

  /** Returns these settings with another limit of a set. */
  public AgentRouterSettings withMaxAgents(int most) {
    return new AgentRouterSettings(coverage, most, refusedInScope, outOfScopeShare);
  }

  /** Returns these settings with another share of in-scope requests that may be refused. */
  public AgentRouterSettings withRefusedInScope(double share) {
    return new AgentRouterSettings(coverage, maxAgents, share, outOfScopeShare);
  }

  private static void within(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new RoutingException.Invalid("%s is %s; expected %s to %s".formatted(name, value, least, most));
    }
  }
}
