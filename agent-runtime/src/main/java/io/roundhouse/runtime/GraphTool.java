package io.roundhouse.runtime;

import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.heal.HealPolicy;
import java.util.Map;
import java.util.Optional;

/**
 * A tool graph with the tools that do its steps. Immutable; safe to share.
 *
 * <p>The arguments of the graph are its input items by name; its result is an object with {@code outcome} (the rung reached) and the
 * items of that rung by name.
 *
 * @param graph what leads to what
 * @param steps for each arc of the graph the tool to call and how items become arguments and results items
 * @param policy how patient its runs are with failing tools
 */
public record GraphTool(ToolGraph graph, Map<ToolId, StepBinding> steps, HealPolicy policy) {

  public GraphTool {
    steps = Map.copyOf(steps);
    for (ToolArc arc : graph.tools()) {
      if (!arc.implicit() && !steps.containsKey(arc.id())) {
        throw new CatalogException(
            "graph '" + graph.name() + "' has no tool for its step '" + arc.id().value() + "'; bind one to it");
      }
    }
  }

  /** A graph with the default patience. */
  public static GraphTool of(ToolGraph graph, Map<ToolId, StepBinding> steps) {
    return new GraphTool(graph, steps, HealPolicy.ofDefaults());
  }

  /** How a step is done. */
  public Optional<StepBinding> step(ToolId id) {
    return Optional.ofNullable(steps.get(id));
  }
}
