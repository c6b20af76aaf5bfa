package io.roundhouse.toolgraph.plan;

import io.roundhouse.toolgraph.GoalLadder;
import io.roundhouse.toolgraph.GraphException;
import io.roundhouse.toolgraph.GraphIndex;
import io.roundhouse.toolgraph.ItemId;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.health.HealthView;
import java.util.BitSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Plans over one graph. Holds scratch space, so a planner is for one thread at a time; make one per thread, it is cheap to keep.
 * A plan costs {@code O(E log V)}. Equal costs are decided by the order of ids, so a plan is the same on every machine.
 */
public final class Planner {

  private final ToolGraph graph;
  private final GraphIndex index;
  private final HyperpathSearch search;
  private final long[] weight;
  private final int[][] goals;

  private Planner(ToolGraph graph) {
    this.graph = graph;
    this.index = graph.index();
    this.search = new HyperpathSearch(index);
    this.weight = new long[index.toolCount()];
    for (int tool = 0; tool < weight.length; tool++) {
      weight[tool] = index.weight(tool);
    }
    this.goals = graph.goals().rungs().stream().map(rung -> index.numbers(graph.name(), rung.items())).toArray(int[][]::new);
  }

  /** Returns a planner for that graph. */
  public static Planner of(ToolGraph graph) {
    return new Planner(graph);
  }

  /** Returns the cheapest plan for the best rung in reach, given which tools can be called. */
  public PlanResult plan(PlanRequest request, HealthView health) {
    BitSet known = new BitSet(index.itemCount());
    for (int item : index.numbers(graph.name(), request.known())) {
      known.set(item);
    }
    BitSet blocked = new BitSet(index.toolCount());
    for (ToolId id : request.excluded()) {
      int tool = index.tool(id);
      if (tool < 0) {
        throw new GraphException.UnknownName(graph.name(), "tool", id);
      }
      blocked.set(tool);
    }
    for (int tool = 0; tool < index.toolCount(); tool++) {
      if (!health.isCallable(index.toolId(tool))) {
        blocked.set(tool);
      }
    }
    return plan(known, blocked, request.fromRung());
  }

  /** Does the same for callers that hold the numbers of {@link ToolGraph#index()}. The sets are only read. */
  public PlanResult plan(BitSet known, BitSet blocked, int fromRung) {
    search.run(known, blocked, weight, false);
    for (int rung = fromRung; rung < goals.length; rung++) {
      if (search.isReached(goals[rung])) {
        Plan plan = best(known, blocked, goals[rung]);
        return rung == fromRung
            ? new PlanResult.Planned(rung, plan)
            : new PlanResult.Demoted(fromRung, rung, plan, blockers(known, blocked, goals[fromRung]));
      }
    }
    GoalLadder.Rung wanted = graph.goals().rung(fromRung);
    return new PlanResult.Infeasible(wanted.items(), blockers(known, blocked, goals[fromRung]), missing(known));
  }

  /** Returns the items of a rung as numbers of {@link ToolGraph#index()}. */
  public int[] goalNumbers(int rung) {
    return goals[rung].clone();
  }

  private Plan best(BitSet known, BitSet blocked, int[] wanted) {
    Plan plan = new PlanBuilder(index, search, weight).build(wanted, Long.MAX_VALUE);
    search.run(known, blocked, weight, true);
    long lowerBound = 0;
    for (int goal : wanted) {
      lowerBound = Math.max(lowerBound, search.cost(goal));
    }
    return new Plan(plan.steps(), plan.cost(), Math.min(plan.cost(), lowerBound));
  }

  private Set<ToolId> blockers(BitSet known, BitSet blocked, int[] wanted) {
    long[] price = new long[weight.length];
    for (int tool = blocked.nextSetBit(0); tool >= 0; tool = blocked.nextSetBit(tool + 1)) {
      price[tool] = 1;
    }
    search.run(known, new BitSet(), price, false);
    if (!search.isReached(wanted)) {
      return Set.of();
    }
    PlanBuilder walk = new PlanBuilder(index, search, price);
    walk.build(wanted, 0);
    BitSet needed = walk.tools();
    needed.and(blocked);
    BitSet rest = (BitSet) blocked.clone();
    rest.andNot(needed);
    for (int tool = needed.nextSetBit(0); tool >= 0; tool = needed.nextSetBit(tool + 1)) {
      rest.set(tool);
      search.run(known, rest, price, false);
      if (!search.isReached(wanted)) {
        rest.clear(tool);
      } else {
        needed.clear(tool);
      }
    }
    Set<ToolId> result = new TreeSet<>();
    needed.stream().forEach(tool -> result.add(index.toolId(tool)));
    return result;
  }

  private Set<ItemId> missing(BitSet known) {
    Set<ItemId> result = new TreeSet<>();
    for (ItemId input : graph.inputs()) {
      if (!known.get(index.item(input))) {
        result.add(input);
      }
    }
    return result;
  }
}
