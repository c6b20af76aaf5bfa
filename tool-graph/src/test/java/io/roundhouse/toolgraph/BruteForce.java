package io.roundhouse.toolgraph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/** Answers by trying every set of tools; the judge of the planner on small graphs. */
public final class BruteForce {

  private BruteForce() {}

  /** Returns the price of the cheapest set of usable tools that yields all goals, if there is one. */
  public static OptionalLong cheapest(ToolGraph graph, Set<ItemId> known, Predicate<ToolArc> usable, Set<ItemId> goals) {
    List<ToolArc> tools = graph.tools().stream().filter(arc -> !arc.outputs().isEmpty()).filter(usable).toList();
    long best = Long.MAX_VALUE;
    for (long set = 0; set < 1L << tools.size(); set++) {
      long cost = 0;
      Map<String, Integer> groups = new HashMap<>();
      for (int t = 0; t < tools.size(); t++) {
        if ((set & 1L << t) != 0) {
          cost += tools.get(t).cost().priceMicros();
          if (tools.get(t).exclusiveGroup() != null) {
            groups.merge(tools.get(t).exclusiveGroup(), 1, Integer::sum);
          }
        }
      }
      if (cost < best && groups.values().stream().allMatch(n -> n == 1) && closure(tools, set, known).containsAll(goals)) {
        best = cost;
      }
    }
    return best == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(best);
  }

  /** Returns everything that follows from the known items by the tools of the set. */
  public static Set<ItemId> closure(List<ToolArc> tools, long set, Set<ItemId> known) {
    Set<ItemId> reached = new HashSet<>(known);
    boolean grows = true;
    while (grows) {
      grows = false;
      for (int t = 0; t < tools.size(); t++) {
        ToolArc arc = tools.get(t);
        if ((set & 1L << t) != 0 && !reached.containsAll(arc.outputs())
            && arc.inputs().stream().filter(reached::contains).count() >= arc.required()) {
          grows |= reached.addAll(arc.outputs());
        }
      }
    }
    return reached;
  }
}
