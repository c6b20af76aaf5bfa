package io.roundhouse.toolgraph.health;

import io.roundhouse.toolgraph.GraphIndex;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.internal.Bits;

/** What planning needs to know about health: which tools can be called, and what was learned about their cost. */
public interface HealthView {

  /** Returns true if a call of this tool would be let through. Tools nobody has heard of are healthy. */
  boolean isCallable(ToolId tool);

  /** Returns the number of the change that this view shows; it grows with every change. */
  long version();

  /** Adds the numbers of all tools of the graph that cannot be called. */
  default void markUnavailable(GraphIndex index, Bits tools) {
    for (int tool = 0; tool < index.toolCount(); tool++) {
      if (!isCallable(index.toolId(tool))) {
        tools.set(tool);
      }
    }
  }

  /** Returns the weighted costs by tool number; learned values take the place of declared ones. */
  default long[] weights(ToolGraph graph) {
    return graph.index().weights();
  }
}
