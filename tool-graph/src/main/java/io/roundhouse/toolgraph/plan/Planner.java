package io.roundhouse.toolgraph.plan;

import io.roundhouse.toolgraph.GoalLadder;
import io.roundhouse.toolgraph.GraphException;
import io.roundhouse.toolgraph.GraphIndex;
import io.roundhouse.toolgraph.ItemId;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.health.HealthView;
import io.roundhouse.toolgraph.internal.Bits;
import io.roundhouse.toolgraph.internal.IdSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Plans over one graph. Holds scratch space, so a planner is for one thread at a time; make one per thread, it is cheap to keep.
 * A plan takes {@code O(E)} in a graph without circles and {@code O(E log V)} otherwise. Equal costs are decided by the order of ids, so
 * a plan is the same on every machine.
 *
 * <p>Where a graph has joins or several goals, work that is shared is paid once. That is solved exactly as long as at most 64 tools
 * matter; for larger graphs the plan says how far from the cheapest it can be ({@link Plan#gap}).
 */
public final class Planner {

  /** How many ways to let one tool of an exclusive group win are tried at most; more are not found by accident. */
  private static final int MAX_BRANCHES = 500;
  private static final byte UNKNOWN = 0;
  private static final byte YES = 1;
  private static final byte NO = 2;

  private final ToolGraph graph;
  private final GraphIndex index;
  private final Search search;
  private final Extraction extraction;
  private final long[] declaredWeight;
  private final int[][] goals;
  private final Bits known;
  private final Bits blocked;
  private byte small = UNKNOWN;
  private int branches;
  private @Nullable Bits lastKnown;
  private @Nullable PlanResult lastPath;
  private int lastAnswers;
  private int lastRung;

  private Planner(ToolGraph graph) {
    this.graph = graph;
    this.index = graph.index();
    this.search = Search.of(index);
    this.extraction = new Extraction(index, search);
    this.declaredWeight = search.steadyWeight;
    List<GoalLadder.Rung> rungs = graph.goals().rungs();
    this.goals = new int[rungs.size()][];
    for (int rung = 0; rung < goals.length; rung++) {
      goals[rung] = index.numbers(graph.name(), rungs.get(rung).items());
    }
    this.known = new Bits(index.itemCount());
    this.blocked = new Bits(index.toolCount());
  }

  /** Returns a planner for that graph. */
  public static Planner of(ToolGraph graph) {
    return new Planner(graph);
  }

  /** Returns the cheapest plan for the best rung in reach, given which tools can be called. */
  public PlanResult plan(PlanRequest request, HealthView health) {
    prepare(request, health);
    long[] weight = graph.weights().isLearning() ? health.weights(graph) : declaredWeight;
    return plan(known, blocked, weight, request.fromRung(), request.limits());
  }

  /** Does the same with other weighted costs, by tool number; for asking what would be if. */
  public PlanResult plan(PlanRequest request, HealthView health, long[] weight) {
    prepare(request, health);
    return plan(known, blocked, weight, request.fromRung(), request.limits());
  }

  private void prepare(PlanRequest request, HealthView health) {
    known.clear();
    for (int item : index.numbers(graph.name(), request.known())) {
      known.set(item);
    }
    blocked.clear();
    health.markUnavailable(index, blocked);
    for (ToolId id : request.excluded()) {
      blocked.set(number(id));
    }
    for (int tool = 0; request.avoidGated() && tool < index.toolCount(); tool++) {
      if (index.arc(tool).gated() && !request.approved().contains(index.toolId(tool))) {
        blocked.set(tool);
      }
    }
  }

  private int number(ToolId id) {
    int tool = index.tool(id);
    if (tool < 0) {
      throw new GraphException.UnknownName(graph.name(), "tool", id);
    }
    return tool;
  }

  /** Does the same for callers that hold the numbers of {@link ToolGraph#index()}. The sets are only read. */
  public PlanResult plan(Bits knownItems, Bits blockedTools, long[] weight, int fromRung, Limits limits) {
    search.run(knownItems, blockedTools, weight);
    if (lastPath != null && lastAnswers == search.answers && lastRung == fromRung && limits.isNone()) {
      return lastPath;
    }
    lastPath = null;
    boolean overLimits = false;
    branches = 0;
    for (int rung = fromRung; rung < goals.length; rung++) {
      if (search.isReached(goals[rung])) {
        Plan plan = best(knownItems, blockedTools, weight, goals[rung], limits);
        if (plan != null) {
          return rung == fromRung
              ? keep(new PlanResult.Planned(rung, plan), limits)
              : new PlanResult.Demoted(fromRung, rung, plan, blockers(knownItems, blockedTools, goals[fromRung]));
        }
        overLimits = true;
        search.run(knownItems, blockedTools, weight);
      }
    }
    Set<ToolId> blockers = blockers(knownItems, blockedTools, goals[fromRung]);
    return new PlanResult.Infeasible(graph.goals().rung(fromRung).items(), blockers, missing(knownItems), overLimits);
  }

  /** A path depends on the search alone, so it is the answer until the search comes to another one. */
  private PlanResult keep(PlanResult.Planned result, Limits limits) {
    if (limits.isNone() && index.isSimple() && !index.hasGroups() && goals[result.rung()].length == 1) {
      lastPath = result;
      lastAnswers = search.answers;
      lastRung = result.rung();
    }
    return result;
  }

  /** Does the same with the declared costs. */
  public PlanResult plan(Bits knownItems, Bits blockedTools, int fromRung, Limits limits) {
    return plan(knownItems, blockedTools, declaredWeight, fromRung, limits);
  }

  /** Returns the items of a rung as numbers of {@link ToolGraph#index()}. */
  public int[] goalNumbers(int rung) {
    return goals[rung].clone();
  }

  /** Returns the best plan for goals that the search has just reached, or null if exclusions or limits leave none. */
  private @Nullable Plan best(Bits knownItems, Bits blockedTools, long[] weight, int[] wanted, Limits limits) {
    Plan plan = cheapest(knownItems, blockedTools, weight, wanted, limits);
    if (plan == null || !index.hasGroups()) {
      return plan;
    }
    int[] rivals = rivals(plan);
    if (rivals.length == 0) {
      return plan;
    }
    Plan best = null;
    long lowerBound = Long.MAX_VALUE;
    for (int allowed : rivals) {
      if (++branches > MAX_BRANCHES) {
        break;
      }
      Bits fewer = blockedTools.copy();
      String group = index.arc(allowed).exclusiveGroup();
      for (int tool = 0; tool < index.toolCount(); tool++) {
        if (tool != allowed && group != null && group.equals(index.arc(tool).exclusiveGroup())) {
          fewer.set(tool);
        }
      }
      search.run(knownItems, fewer, weight);
      Plan candidate = search.isReached(wanted) ? best(knownItems, fewer, weight, wanted, limits) : null;
      if (candidate != null) {
        lowerBound = Math.min(lowerBound, candidate.lowerBound());
        best = best == null || candidate.cost() < best.cost() ? candidate : best;
      }
    }
    return best == null ? null : best.withLowerBound(lowerBound);
  }

  /** Returns all tools of the first exclusive group of which the plan has more than one. */
  private int[] rivals(Plan plan) {
    int[] tools = plan.toolNumbers();
    for (int one : tools) {
      for (int other : tools) {
        String group = index.arc(one).exclusiveGroup();
        if (one != other && group != null && group.equals(index.arc(other).exclusiveGroup())) {
          return IntStream.range(0, index.toolCount())
              .filter(tool -> group.equals(index.arc(tool).exclusiveGroup())).toArray();
        }
      }
    }
    return new int[0];
  }

  private @Nullable Plan cheapest(Bits knownItems, Bits blockedTools, long[] weight, int[] wanted, Limits limits) {
    int[] tools = extraction.tools(wanted);
    boolean fits = limits.isNone() || Timetable.fits(index, knownItems, tools, limits);
    boolean path = index.isSimple() && wanted.length == 1;
    long cost = path ? search.cost[wanted[0]] : sum(tools, weight);
    if (fits && path) {
      return new Plan(index, frozen(knownItems), tools, cost, cost);
    }
    search.runLeast(knownItems, blockedTools, weight);
    long lowerBound = 0;
    for (int goal : wanted) {
      lowerBound = Math.max(lowerBound, search.least[goal]);
    }
    if (fits && cost == lowerBound) {
      return new Plan(index, frozen(knownItems), tools, cost, cost);
    }
    ExactSearch.Answer exact = isSmall()
        ? ExactSearch.run(search, knownItems, blockedTools, weight, wanted, limits, fits ? cost : Long.MAX_VALUE) : null;
    if (exact == null || (exact.tools == null && !exact.proven)) {
      return fits ? new Plan(index, frozen(knownItems), tools, cost, lowerBound)
          : Compromise.find(this, knownItems, blockedTools, weight, wanted, limits, lowerBound);
    }
    if (exact.tools == null) {
      return fits ? new Plan(index, frozen(knownItems), tools, cost, cost) : null;
    }
    long exactCost = sum(exact.tools, weight);
    return new Plan(index, frozen(knownItems), exact.tools, exactCost, exact.proven ? exactCost : lowerBound);
  }

  /** Returns true if some rung may have few enough tools that matter; decided once, so that large graphs do not pay for it. */
  private boolean isSmall() {
    if (small == UNKNOWN) {
      small = NO;
      for (int[] goal : goals) {
        small = SmallGraph.mayFit(index, goal) ? YES : small;
      }
    }
    return small == YES;
  }

  /** Returns a copy that nobody changes; the one from last time if it is still equal. */
  private Bits frozen(Bits items) {
    Bits copy = lastKnown;
    if (copy == null || !copy.sameAs(items)) {
      copy = items.copy();
      lastKnown = copy;
    }
    return copy;
  }

  /** Returns the tools of the plan that is cheapest by these weights, ignoring what shared work saves. */
  int[] route(Bits knownItems, Bits blockedTools, long[] weight, int[] wanted) {
    search.run(knownItems, blockedTools, weight);
    return extraction.tools(wanted);
  }

  GraphIndex index() {
    return index;
  }

  static long sum(int[] tools, long[] weight) {
    long sum = 0;
    for (int tool : tools) {
      sum = Math.addExact(sum, weight[tool]);
    }
    return sum;
  }

  /** Returns a smallest set of blocked tools that would have to come back; for large graphs one from which nothing can be left out. */
  private Set<ToolId> blockers(Bits knownItems, Bits blockedTools, int[] wanted) {
    long[] price = new long[index.toolCount()];
    for (int tool = blockedTools.next(0); tool >= 0; tool = blockedTools.next(tool + 1)) {
      price[tool] = 1;
    }
    Bits none = new Bits(index.toolCount());
    search.run(knownItems, none, price);
    if (!search.isReached(wanted)) {
      return Set.of();
    }
    int[] tools = extraction.tools(wanted);
    if (index.isSimple() && wanted.length == 1) {
      return blockedAmong(tools, blockedTools);
    }
    search.runLeast(knownItems, none, price);
    ExactSearch.Answer exact =
        isSmall() ? ExactSearch.run(search, knownItems, none, price, wanted, Limits.NONE, sum(tools, price)) : null;
    if (exact != null && exact.tools != null) {
      tools = exact.tools;
    }
    Bits rest = blockedTools.copy();
    for (int tool : tools) {
      rest.clear(tool);
    }
    Set<ToolId> result = new TreeSet<>();
    for (int tool : tools) {
      if (blockedTools.get(tool)) {
        rest.set(tool);
        search.run(knownItems, rest, price);
        if (!search.isReached(wanted)) {
          rest.clear(tool);
          result.add(index.toolId(tool));
        }
      }
    }
    return result;
  }

  private Set<ToolId> blockedAmong(int[] tools, Bits blockedTools) {
    List<ToolId> result = new ArrayList<>();
    for (int tool : tools) {
      if (blockedTools.get(tool)) {
        result.add(index.toolId(tool));
      }
    }
    return IdSet.copyOf(result);
  }

  private Set<ItemId> missing(Bits knownItems) {
    List<ItemId> result = new ArrayList<>();
    for (ItemId input : graph.inputs()) {
      if (!knownItems.get(index.item(input))) {
        result.add(input);
      }
    }
    return IdSet.copyOf(result);
  }
}
