package io.roundhouse.toolgraph.explain;

import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.internal.IdSet;
import io.roundhouse.toolgraph.plan.Plan;
import java.util.Set;

/**
 * A route that was not taken. Immutable.
 *
 * @param extraCost how much more than the taken plan it costs; negative if it would be cheaper
 * @param unavailable its tools that cannot be called now; empty if only the cost speaks against it
 * @param reason why it was not taken, in words
 */
public record Alternative(Plan plan, long extraCost, Set<ToolId> unavailable, String reason) {

  /** Copies the set in the order of ids. */
  public Alternative {
    unavailable = IdSet.copyOf(unavailable);
  }
}
