package io.roundhouse.routers.agents;

import java.util.List;

/**
 * How well the agents suit one request. Immutable.
 *
 * @param ranked the best agents, best first, at most {@value #MOST}
 * @param chosen the names of those that belong to the set, best first; at least one even if out of scope
 * @param inScope whether anybody should answer at all
 * @param reason why the first one is first: one sentence for a person
 */
public record AgentRanking(List<Ranked> ranked, List<String> chosen, boolean inScope, String reason) {

  /** The most agents that are reported. */
  public static final int MOST = 10;

  /**
   * One agent.
   *
   * @param score comparable within and between requests of one router
   * @param chance how likely it is the right one, 0 to 1, among the agents that were considered
   */
  public record Ranked(String agent, double score, double chance) {}

  /** Copies the lists. */
  public AgentRanking {
    ranked = List.copyOf(ranked);
    chosen = List.copyOf(chosen);
  }

  /** Returns the best agent. */
  public Ranked best() {
    return ranked.getFirst();
  }
}
