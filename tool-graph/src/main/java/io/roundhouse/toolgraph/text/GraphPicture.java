package io.roundhouse.toolgraph.text;

import io.roundhouse.toolgraph.ItemId;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.health.HealthView;
import io.roundhouse.toolgraph.plan.Plan;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Draws a graph as DOT: items are ellipses, tools are boxes, the plan is thick and green, what cannot be called is red and dashed, goals
 * have a double line. The text is the same for the same graph, plan and health.
 */
public final class GraphPicture {

  private static final String PLANNED = "color=\"#1b7f3b\", penwidth=2.5";
  private static final String DOWN = "color=\"#b3261e\", fontcolor=\"#b3261e\", style=dashed";

  private GraphPicture() {}

  /** Draws the graph alone. */
  public static String dot(ToolGraph graph) {
    return draw(graph, Set.of(), null);
  }

  /** Draws the graph with a plan and what cannot be called. */
  public static String dot(ToolGraph graph, Plan plan, HealthView health) {
    return draw(graph, new HashSet<>(plan.tools()), health);
  }

  private static String draw(ToolGraph graph, Set<ToolId> planned, @Nullable HealthView health) {
    StringBuilder dot = new StringBuilder(256);
    dot.append("digraph ").append(quoted(graph.name())).append(" {\n  rankdir=LR;\n  node [fontname=\"sans-serif\", fontsize=11];\n");
    for (ItemId item : graph.items()) {
      boolean wanted = graph.goals().rung(0).items().contains(item);
      boolean given = graph.inputs().contains(item);
      dot.append("  ").append(item(item)).append(" [label=").append(quoted(item.value()))
          .append(wanted ? ", peripheries=2" : "").append(given ? ", style=bold" : "").append("];\n");
    }
    for (ToolArc arc : graph.tools()) {
      draw(arc, planned.contains(arc.id()), health != null && !health.isCallable(arc.id()), dot);
    }
    return dot.append("}\n").toString();
  }

  private static void draw(ToolArc arc, boolean planned, boolean down, StringBuilder dot) {
    String look = planned ? PLANNED : down ? DOWN : "";
    String label = arc.implicit() ? "" : arc.id().value() + (down ? "\\n(down)" : "");
    dot.append("  ").append(tool(arc)).append(" [shape=").append(arc.implicit() ? "point" : "box").append(", label=")
        .append(quoted(label)).append(look.isEmpty() ? "" : ", " + look).append("];\n");
    String edge = look.isEmpty() ? "" : " [" + look + "]";
    arc.inputs().forEach(input -> dot.append("  ").append(item(input)).append(" -> ").append(tool(arc)).append(edge).append(";\n"));
    arc.outputs().forEach(output -> dot.append("  ").append(tool(arc)).append(" -> ").append(item(output)).append(edge).append(";\n"));
  }

  private static String item(ItemId item) {
    return quoted("item " + item);
  }

  private static String tool(ToolArc arc) {
    return quoted("tool " + arc.id());
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\n", "\n").replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
