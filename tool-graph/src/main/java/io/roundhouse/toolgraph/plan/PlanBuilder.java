package io.roundhouse.toolgraph.plan;

import io.roundhouse.toolgraph.GraphIndex;
import io.roundhouse.toolgraph.ToolId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads a plan off a finished search by walking back from the goals. */
final class PlanBuilder {

  private final GraphIndex index;
  private final HyperpathSearch search;
  private final long[] weight;
  private final Map<Integer, Reached> done = new HashMap<>();
  private final List<Plan.Step> steps = new ArrayList<>();
  private final BitSet tools = new BitSet();
  private long cost;

  /** How an item is reached: the real tools directly before it, and the wave in which it is there. */
  private record Reached(Set<ToolId> by, int wave) {}

  PlanBuilder(GraphIndex index, HyperpathSearch search, long[] weight) {
    this.index = index;
    this.search = search;
    this.weight = weight;
  }

  Plan build(int[] goals, long lowerBound) {
    for (int goal : goals) {
      item(goal);
    }
    steps.sort(Comparator.comparingInt(Plan.Step::wave).thenComparing(Plan.Step::tool));
    return new Plan(steps, cost, Math.min(cost, lowerBound));
  }

  /** Returns every tool that was walked through, implicit arcs included. */
  BitSet tools() {
    return tools;
  }

  private Reached item(int item) {
    int tool = search.producer(item);
    return tool == HyperpathSearch.NOBODY ? new Reached(Set.of(), 0) : tool(tool);
  }

  private Reached tool(int tool) {
    Reached known = done.get(tool);
    if (known != null) {
      return known;
    }
    tools.set(tool);
    cost = Math.addExact(cost, weight[tool]);
    Set<ToolId> after = new TreeSet<>();
    int wave = 0;
    for (int input : inputsUsed(tool)) {
      Reached before = item(input);
      after.addAll(before.by());
      wave = Math.max(wave, before.wave());
    }
    Reached reached;
    if (index.arc(tool).implicit()) {
      reached = new Reached(after, wave);
    } else {
      steps.add(new Plan.Step(index.toolId(tool), after, wave));
      reached = new Reached(Set.of(index.toolId(tool)), wave + 1);
    }
    done.put(tool, reached);
    return reached;
  }

  /** Returns the inputs that the tool waits for: all, or the cheapest ones if it needs only some. */
  private int[] inputsUsed(int tool) {
    int from = index.inputStart(tool);
    int count = index.inputStart(tool + 1) - from;
    Integer[] inputs = new Integer[count];
    Arrays.setAll(inputs, i -> index.inputAt(from + i));
    if (index.required(tool) < count) {
      Arrays.sort(inputs, Comparator.<Integer>comparingLong(search::cost).thenComparing(Comparator.naturalOrder()));
    }
    return Arrays.stream(inputs).limit(index.required(tool)).mapToInt(Integer::intValue).toArray();
  }
}
