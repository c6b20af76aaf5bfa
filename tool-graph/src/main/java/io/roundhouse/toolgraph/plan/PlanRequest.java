package io.roundhouse.toolgraph.plan;

import io.roundhouse.toolgraph.ItemId;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.internal.IdSet;
import java.util.Set;

/**
 * What a plan starts from. Immutable.
 *
 * @param known the items that are known already
 * @param fromRung the best rung that is still of interest; 0 is the top
 * @param excluded tools that must not be part of the plan, whatever their health
 * @param limits what the plan may use at most
 * @param approved the gated tools that a person let through
 * @param avoidGated leave out gated tools that are not approved, instead of planning to ask for them
 */
public record PlanRequest(Set<ItemId> known, int fromRung, Set<ToolId> excluded, Limits limits, Set<ToolId> approved,
    boolean avoidGated) {

  /** Copies the sets. */
  public PlanRequest {
    known = IdSet.copyOf(known);
    excluded = IdSet.copyOf(excluded);
    approved = IdSet.copyOf(approved);
  }

  /** Asks for the top rung, starting from the graph's inputs, without limits; gated tools may be part of the plan. */
  public static PlanRequest of(ToolGraph graph) {
    return new PlanRequest(graph.inputs(), 0, Set.of(), Limits.NONE, Set.of(), false);
  }

  /** Returns this request with other known items. */
  public PlanRequest withKnown(Set<ItemId> items) {
    return new PlanRequest(items, fromRung, excluded, limits, approved, avoidGated);
  }

  /** Returns this request starting at another rung. */
  public PlanRequest withFromRung(int rung) {
    return new PlanRequest(known, rung, excluded, limits, approved, avoidGated);
  }

  /** Returns this request without those tools. */
  public PlanRequest withExcluded(Set<ToolId> tools) {
    return new PlanRequest(known, fromRung, tools, limits, approved, avoidGated);
  }

  /** Returns this request with other limits. */
  public PlanRequest withLimits(Limits most) {
    return new PlanRequest(known, fromRung, excluded, most, approved, avoidGated);
  }

  /** Returns this request leaving out all gated tools but these. */
  public PlanRequest withOnlyApproved(Set<ToolId> tools) {
    return new PlanRequest(known, fromRung, excluded, limits, tools, true);
  }
}
