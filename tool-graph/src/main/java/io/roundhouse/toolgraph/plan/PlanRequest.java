package io.roundhouse.toolgraph.plan;

import io.roundhouse.toolgraph.ItemId;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import java.util.Set;

/**
 * What a plan starts from. Immutable.
 *
 * @param known the items that are known already
 * @param fromRung the best rung that is still of interest; 0 is the top
 * @param excluded tools that must not be part of the plan, whatever their health
 */
public record PlanRequest(Set<ItemId> known, int fromRung, Set<ToolId> excluded) {

  /** Copies the sets. */
  public PlanRequest {
    known = Set.copyOf(known);
    excluded = Set.copyOf(excluded);
  }

  /** Asks for the top rung, starting from the graph's inputs. */
  public static PlanRequest of(ToolGraph graph) {
    return new PlanRequest(graph.inputs(), 0, Set.of());
  }

  /** Returns this request with other known items. */
  public PlanRequest withKnown(Set<ItemId> items) {
    return new PlanRequest(items, fromRung, excluded);
  }

  /** Returns this request starting at another rung. */
  public PlanRequest withFromRung(int rung) {
    return new PlanRequest(known, rung, excluded);
  }

  /** Returns this request without those tools. */
  public PlanRequest withExcluded(Set<ToolId> tools) {
    return new PlanRequest(known, fromRung, tools);
  }
}
