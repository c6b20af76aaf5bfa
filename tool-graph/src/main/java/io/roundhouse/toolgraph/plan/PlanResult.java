package io.roundhouse.toolgraph.plan;

import io.roundhouse.toolgraph.ItemId;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.internal.IdSet;
import java.util.Set;

/** Outcome of planning. Immutable; safe to share. */
public sealed interface PlanResult {

  /** The rung that was asked for can be reached by this plan. */
  record Planned(int rung, Plan plan) implements PlanResult {}

  /** The rung that was asked for cannot be reached, a weaker one can; {@code blockers} as for {@link Infeasible}. */
  record Demoted(int fromRung, int rung, Plan plan, Set<ToolId> blockers) implements PlanResult {

    /** Copies the set in the order of ids. */
    public Demoted {
      blockers = IdSet.copyOf(blockers);
    }
  }

  /**
   * No rung can be reached.
   *
   * @param goals the items of the rung that was asked for
   * @param blockers tools that cannot be called now; if all of them could, the rung would be in reach, and none of them can be left out.
   *     Empty if no tool could help
   * @param missing inputs of the graph that nobody gave
   * @param overLimits there are routes, but all of them break the limits or need two tools that exclude each other
   */
  record Infeasible(Set<ItemId> goals, Set<ToolId> blockers, Set<ItemId> missing, boolean overLimits) implements PlanResult {

    /** Copies the sets in the order of ids. */
    public Infeasible {
      goals = IdSet.copyOf(goals);
      blockers = IdSet.copyOf(blockers);
      missing = IdSet.copyOf(missing);
    }
  }
}
