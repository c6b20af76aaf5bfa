package io.roundhouse.toolgraph.explain;

import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.health.HealthSnapshot;
import io.roundhouse.toolgraph.health.HealthView;
import io.roundhouse.toolgraph.plan.Plan;
import io.roundhouse.toolgraph.plan.PlanRequest;
import io.roundhouse.toolgraph.plan.PlanResult;
import io.roundhouse.toolgraph.plan.Planner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Lists the next best plans, also those that health forbids now. */
public final class Alternatives {

  private final ToolGraph graph;
  private final PlanRequest request;
  private final Planner planner;

  /** A plan and the tools it had to do without. */
  private record Candidate(Plan plan, Set<ToolId> without) {}

  private Alternatives(ToolGraph graph, PlanRequest request) {
    this.graph = graph;
    this.request = request;
    this.planner = Planner.of(graph);
  }

  /**
   * Returns up to {@code count} plans for the rung that {@code taken} serves, cheapest first, without the taken one. Every plan differs
   * from all cheaper ones in at least one tool. Each further plan costs as many plannings as the one before has tools.
   */
  public static List<Alternative> to(Plan taken, ToolGraph graph, PlanRequest request, HealthView health, int count) {
    return new Alternatives(graph, request).find(taken, health, count);
  }

  private List<Alternative> find(Plan taken, HealthView health, int count) {
    PriorityQueue<Candidate> queue = new PriorityQueue<>(
        Comparator.<Candidate>comparingLong(candidate -> candidate.plan().cost()).thenComparing(candidate -> candidate.plan().toString()));
    Map<Set<ToolId>, Plan> seen = new LinkedHashMap<>();
    add(request.excluded(), queue, seen);
    List<Alternative> result = new ArrayList<>();
    while (result.size() < count && !queue.isEmpty()) {
      Candidate next = queue.remove();
      if (!toolSet(next.plan()).equals(toolSet(taken))) {
        result.add(judge(next.plan(), taken, health));
      }
      for (ToolId tool : next.plan().tools()) {
        Set<ToolId> without = new TreeSet<>(next.without());
        without.add(tool);
        add(without, queue, seen);
      }
    }
    return List.copyOf(result);
  }

  /** The best plan that does without one tool of a plan is among those that can follow it; so none is missed. */
  private void add(Set<ToolId> without, PriorityQueue<Candidate> queue, Map<Set<ToolId>, Plan> seen) {
    PlanResult result = planner.plan(request.withExcluded(without), HealthSnapshot.allUp());
    if (result instanceof PlanResult.Planned planned && seen.putIfAbsent(toolSet(planned.plan()), planned.plan()) == null) {
      queue.add(new Candidate(planned.plan(), without));
    }
  }

  private Alternative judge(Plan plan, Plan taken, HealthView health) {
    Set<ToolId> unavailable = plan.tools().stream().filter(tool -> !health.isCallable(tool)).collect(Collectors.toSet());
    long extra = plan.cost() - taken.cost();
    Set<ToolId> other = toolSet(plan);
    other.removeAll(toolSet(taken));
    String via = other.isEmpty() ? graph.name() : other.stream().map(ToolId::value).collect(Collectors.joining(" and "));
    String reason;
    if (!unavailable.isEmpty()) {
      reason = "via %s: %s cannot be called now, and it would cost %s".formatted(via, new TreeSet<>(unavailable), words(extra));
    } else if (extra == 0) {
      reason = "via %s: costs the same, and the order of ids decides".formatted(via);
    } else {
      reason = "via %s: costs %s".formatted(via, words(extra));
    }
    return new Alternative(plan, extra, unavailable, reason);
  }

  static String words(long extra) {
    return extra == 0 ? "the same" : Math.abs(extra) + (extra > 0 ? " more" : " less");
  }

  private static Set<ToolId> toolSet(Plan plan) {
    return new TreeSet<>(new HashSet<>(plan.tools()));
  }
}
