package io.roundhouse.protocols.access;

import io.roundhouse.runtime.Target;
import java.util.Set;

/**
 * What whoever calls some tools and agents must have been granted. Immutable; safe to share.
 *
 * @param tools names of tools
 * @param agents names of agents
 * @param needs the scopes, all of them
 * @param hidden whether tools and agents are not even shown to whoever lacks a scope; otherwise they are shown, and a call is answered
 *     with the scopes it needs, so that a client can ask its user for them
 */
public record AccessRule(NamePatterns tools, NamePatterns agents, Set<String> needs, boolean hidden) {

  public AccessRule {
    needs = Set.copyOf(needs);
    if (needs.isEmpty()) {
      throw new IllegalArgumentException("a rule about " + tools + " and " + agents + " needs no scope; name at least one");
    }
  }

  /** A rule about tools that are shown to everyone. */
  public static AccessRule tools(String pattern, String... needs) {
    return new AccessRule(NamePatterns.of(pattern), NamePatterns.NONE, Set.of(needs), false);
  }

  /** A rule about agents that are shown to everyone. */
  public static AccessRule agents(String pattern, String... needs) {
    return new AccessRule(NamePatterns.NONE, NamePatterns.of(pattern), Set.of(needs), false);
  }

  boolean concerns(Target target) {
    return switch (target) {
      case Target.ToolTarget tool -> tools.match(tool.name());
      case Target.AgentTarget agent -> agents.match(agent.name());
      case Target.ModelTarget model -> false;
    };
  }
}
