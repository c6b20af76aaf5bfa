package io.roundhouse.runtime;

import io.roundhouse.routers.Assignment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules a team works by. Immutable.
 *
 * @param rounds the most times the members hear each other, a draft is revised, or a supervisor gives out work
 * @param agreement which share of the answers has to be the same for the members to agree, above 0.5 and at most 1
 * @param reserves agents that take the seat of a member that fails, in this order
 * @param finisher who criticises, refines or judges; null for the mode's own choice among the seats
 */
public record TeamRules(int rounds, double agreement, List<String> reserves, @Nullable Assignment finisher) {

  public TeamRules {
    reserves = List.copyOf(reserves);
    if (rounds < 1 || rounds > 20) {
      throw new CatalogException("rounds is " + rounds + ", expected 1 to 20");
    }
    if (!(agreement > 0.5 && agreement <= 1)) {
      throw new CatalogException("agreement is " + agreement + ", expected above 0.5 and at most 1");
    }
  }

  /** Three rounds, all have to agree, nobody in reserve. */
  public static TeamRules ofDefaults() {
    return new TeamRules(3, 1, List.of(), null);
  }

  /** The same rules with at most this many rounds. */
  public TeamRules withRounds(int most) {
    return new TeamRules(most, agreement, reserves, finisher);
  }

  /** The same rules with this share that has to agree. */
  public TeamRules withAgreement(double share) {
    return new TeamRules(rounds, share, reserves, finisher);
  }

  /** The same rules with these agents in reserve. */
  public TeamRules withReserves(List<String> agents) {
    return new TeamRules(rounds, agreement, agents, finisher);
  }

  /** The same rules with this critic, refiner or judge. */
  public TeamRules withFinisher(Assignment seat) {
    return new TeamRules(rounds, agreement, reserves, seat);
  }
}
