package io.roundhouse.toolgraph;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds everything that is wrong with a graph before it is used; every sentence names the tool and says what to do. */
final class GraphCheck {

  /** Leaves room to add any two sums. */
  private static final long MAX_SUM = 1L << 60;

  private final String name;
  private final Set<ItemId> declared;
  private final Set<ItemId> inputs;
  private final Map<ToolId, ToolArc> tools;
  private final List<GoalLadder.Rung> rungs;
  private final CostWeights weights;
  private final List<String> problems;

  GraphCheck(String name, Set<ItemId> declared, Set<ItemId> inputs, Map<ToolId, ToolArc> tools, List<GoalLadder.Rung> rungs,
      CostWeights weights, List<String> problems) {
    this.name = name;
    this.declared = declared;
    this.inputs = inputs;
    this.tools = tools;
    this.rungs = rungs;
    this.weights = weights;
    this.problems = problems;
  }

  void throwIfBroken() {
    if (!problems.isEmpty()) {
      throw new GraphException.Invalid(problems);
    }
  }

  /** Checks everything that can be seen from names alone. */
  void names() {
    Set<ItemId> available = new HashSet<>(inputs);
    Set<ToolId> undos = new HashSet<>();
    for (ToolArc arc : tools.values()) {
      if (arc.undo() != null) {
        undos.add(arc.undo());
      }
    }
    for (ToolArc arc : tools.values()) {
      if (!undos.contains(arc.id())) {
        available.addAll(arc.outputs());
      }
    }
    inputs.forEach(item -> declaredItem("the inputs name", item));
    for (ToolArc arc : tools.values()) {
      tool(arc, available, undos.contains(arc.id()));
    }
    if (rungs.isEmpty()) {
      problems.add("graph '%s' has no goal; name the items that it is for".formatted(name));
    }
    for (GoalLadder.Rung rung : rungs) {
      for (ItemId item : rung.items()) {
        declaredItem("rung '" + rung.name() + "' wants", item);
        if (!available.contains(item)) {
          problems.add("rung '%s' wants '%s', which no tool yields; add a tool or an input".formatted(rung.name(), item));
        }
      }
    }
    if (rungs.stream().map(GoalLadder.Rung::name).distinct().count() < rungs.size()) {
      problems.add("graph '%s' has two rungs of the same name; rename one".formatted(name));
    }
  }

  private void tool(ToolArc arc, Set<ItemId> available, boolean isUndo) {
    for (ItemId item : arc.inputs()) {
      declaredItem("tool '" + arc.id() + "' needs", item);
      if (!available.contains(item)) {
        problems.add("tool '%s' needs '%s', which no tool yields and the caller does not give; add a producer or an input"
            .formatted(arc.id(), item));
      }
    }
    for (ItemId item : arc.outputs()) {
      declaredItem("tool '" + arc.id() + "' yields", item);
    }
    if (arc.outputs().isEmpty() && !isUndo) {
      problems.add("tool '%s' yields nothing; name an output, or make it the undo of another tool".formatted(arc.id()));
    }
    if (arc.required() < (arc.inputs().isEmpty() ? 0 : 1) || arc.required() > arc.inputs().size()) {
      problems.add("tool '%s' requires %d of %d inputs; expected 1 to %d"
          .formatted(arc.id(), arc.required(), arc.inputs().size(), arc.inputs().size()));
    }
    undo(arc);
    try {
      weights.weigh(arc.cost().priceMicros(), arc.cost().latencyMillis(), arc.cost().failurePpm());
    } catch (ArithmeticException e) {
      problems.add("the weighted cost of tool '%s' overflows; lower its cost or the graph's weights".formatted(arc.id()));
    }
  }

  private void undo(ToolArc arc) {
    ToolId undo = arc.undo();
    if (arc.effect() == Effect.COMPENSATABLE && undo == null) {
      problems.add("tool '%s' is compensatable but names no undo tool; name one or declare another effect".formatted(arc.id()));
    } else if (undo != null && arc.effect() != Effect.COMPENSATABLE) {
      problems.add("tool '%s' names the undo tool '%s' but is %s; declare it compensatable or drop the undo"
          .formatted(arc.id(), undo, arc.effect().name().toLowerCase(Locale.ROOT)));
    } else if (undo != null && undo.equals(arc.id())) {
      problems.add("tool '%s' is its own undo; name another tool".formatted(arc.id()));
    } else if (undo != null && !tools.containsKey(undo)) {
      problems.add("tool '%s' names the undo tool '%s', which the graph does not have; add it".formatted(arc.id(), undo));
    }
  }

  private void declaredItem(String who, ItemId item) {
    if (!declared.isEmpty() && !declared.contains(item)) {
      problems.add("%s '%s', which is not a declared item; declare it or correct the name".formatted(who, item));
    }
  }

  /** Checks what needs a walk through the graph: that every rung can be reached, that sums fit, and that no circle is free. */
  void shape(ToolGraph graph) {
    long sum = 0;
    for (int tool = 0; tool < graph.index().toolCount(); tool++) {
      sum += Math.min(graph.index().weight(tool), MAX_SUM);
      if (sum > MAX_SUM) {
        problems.add("the weighted costs up to tool '%s' add up to more than %d; lower its cost or the graph's weights"
            .formatted(graph.index().toolId(tool), MAX_SUM));
        break;
      }
    }
    List<ToolId> circle = FreeCircles.tools(graph.index());
    if (!circle.isEmpty()) {
      problems.add("tools %s turn items into each other in a circle at no cost; give one of them a cost".formatted(circle));
    }
    BitSet reached = reachable(graph.index(), graph.index().numbers(name, inputs));
    for (GoalLadder.Rung rung : rungs) {
      for (ItemId item : rung.items()) {
        if (!reached.get(graph.index().item(item))) {
          problems.add("rung '%s' wants '%s', which cannot be reached from the inputs even when every tool works; "
              .formatted(rung.name(), item) + "check the tools that yield it for a circle or a missing input");
        }
      }
    }
  }

  private static BitSet reachable(GraphIndex index, int[] known) {
    BitSet reached = new BitSet(index.itemCount());
    int[] missing = new int[index.toolCount()];
    ArrayDeque<Integer> queue = new ArrayDeque<>();
    for (int tool = 0; tool < index.toolCount(); tool++) {
      missing[tool] = index.required(tool);
      if (missing[tool] == 0) {
        reach(index, tool, reached, queue);
      }
    }
    for (int item : known) {
      if (!reached.get(item)) {
        reached.set(item);
        queue.add(item);
      }
    }
    while (!queue.isEmpty()) {
      int item = queue.remove();
      for (int e = index.consumerStart(item); e < index.consumerStart(item + 1); e++) {
        int tool = index.consumerAt(e);
        if (--missing[tool] == 0) {
          reach(index, tool, reached, queue);
        }
      }
    }
    return reached;
  }

  private static void reach(GraphIndex index, int tool, BitSet reached, ArrayDeque<Integer> queue) {
    for (int e = index.outputStart(tool); e < index.outputStart(tool + 1); e++) {
      int item = index.outputAt(e);
      if (!reached.get(item)) {
        reached.set(item);
        queue.add(item);
      }
    }
  }
}
