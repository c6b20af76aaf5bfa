package io.roundhouse.runtime;

import io.roundhouse.routers.Assignment;
import io.roundhouse.routers.CollaborationMode;
import java.util.List;

/**
 * Who works on a request and how. Immutable.
 *
 * @param mode how they work together
 * @param seats who they are, in order; the first one leads, and the last one is the strong one of an agreement gate
 * @param rules limits and who steps in
 */
public record Team(CollaborationMode mode, List<Assignment> seats, TeamRules rules) {

  private static final int MOST_SEATS = 64;

  public Team {
    seats = List.copyOf(seats);
    if (seats.isEmpty() || seats.size() > MOST_SEATS) {
      throw new CatalogException("a team has " + seats.size() + " members, expected 1 to " + MOST_SEATS);
    }
  }

  /** A team of agents that simply answer, by the default rules. */
  public static Team of(CollaborationMode mode, String... agents) {
    List<Assignment> seats = List.of(agents).stream().map(agent -> new Assignment(agent, Assignment.ANSWERER, null)).toList();
    return new Team(mode, seats, TeamRules.ofDefaults());
  }

  /** The same team by other rules. */
  public Team withRules(TeamRules newRules) {
    return new Team(mode, seats, newRules);
  }
}
