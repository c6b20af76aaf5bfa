package io.roundhouse.toolgraph.explain;

import io.roundhouse.toolgraph.GraphIndex;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.health.HealthView;
import io.roundhouse.toolgraph.plan.Plan;
import io.roundhouse.toolgraph.plan.PlanRequest;
import io.roundhouse.toolgraph.plan.PlanResult;
import io.roundhouse.toolgraph.plan.Planner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Why a plan is as it is and what would change it. Immutable.
 *
 * @param result what was planned
 * @param reasons one sentence per step, in the order of the steps
 * @param changes everything that alone would lead to another plan
 */
public record Explanation(PlanResult result, List<String> reasons, List<Change> changes) {

  /** Copies the lists. */
  public Explanation {
    reasons = List.copyOf(reasons);
    changes = List.copyOf(changes);
  }

  /** Plans once more and asks what would be if: one planning for every tool of the graph. */
  public static Explanation of(ToolGraph graph, PlanRequest request, HealthView health) {
    return new Asking(graph, request, health).answer();
  }

  /** Returns the reasons and the changes, one per line. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("why:\n");
    reasons.forEach(reason -> text.append("  ").append(reason).append('\n'));
    text.append("what would change it:\n");
    changes.forEach(change -> text.append("  ").append(change).append('\n'));
    return text.toString();
  }

  /** Puts the questions. */
  private static final class Asking {

    private final ToolGraph graph;
    private final GraphIndex index;
    private final PlanRequest request;
    private final HealthView health;
    private final Planner planner;
    private final long[] weight;
    private final List<String> reasons = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();

    Asking(ToolGraph graph, PlanRequest request, HealthView health) {
      this.graph = graph;
      this.index = graph.index();
      this.request = request;
      this.health = health;
      this.planner = Planner.of(graph);
      this.weight = graph.weights().isLearning() ? health.weights(graph) : index.weights();
    }

    Explanation answer() {
      PlanResult result = planner.plan(request, health, weight);
      Optional<Plan> plan = planOf(result);
      plan.ifPresent(taken -> taken.steps().forEach(step -> step(step.tool(), taken, result)));
      for (ToolArc arc : graph.tools()) {
        boolean planned = plan.isPresent() && plan.get().tools().contains(arc.id());
        boolean candidate = !planned && !arc.implicit() && !arc.outputs().isEmpty() && !request.excluded().contains(arc.id());
        if (candidate && !health.isCallable(arc.id())) {
          back(arc.id(), plan, result);
        } else if (candidate && plan.isPresent()) {
          cheaper(index.tool(arc.id()), plan.get());
        }
      }
      return new Explanation(result, reasons, changes);
    }

    private void step(ToolId tool, Plan plan, PlanResult result) {
      Set<ToolId> without = new TreeSet<>(request.excluded());
      without.add(tool);
      PlanResult other = planner.plan(request.withExcluded(without), health, weight);
      Optional<Plan> next = planOf(other);
      if (next.isEmpty()) {
        reasons.add(tool + ": nothing else leads to the goal now");
        changes.add(new Change.RouteEnds(tool));
      } else if (rungOf(other) > rungOf(result)) {
        String rung = graph.goals().rung(rungOf(other)).name();
        reasons.add(tool + ": without it only '" + rung + "' is in reach");
        changes.add(new Change.GoalFalls(tool, rung));
      } else {
        List<ToolId> instead = new ArrayList<>(next.get().tools());
        instead.removeAll(plan.tools());
        long extra = next.get().cost() - plan.cost();
        reasons.add(tool + ": the best route without it, via " + instead + ", costs " + Alternatives.words(extra));
        changes.add(new Change.ToolFails(tool, instead, extra));
      }
    }

    /** A plan with the tool costs what it costs when the tool is free, plus the tool; so it is chosen below the difference. */
    private void cheaper(int tool, Plan plan) {
      long[] free = weight.clone();
      free[tool] = 0;
      PlanResult result = planner.plan(request, health, free);
      long saved = planOf(result).map(Plan::cost).map(cost -> plan.cost() - cost).orElse(0L);
      if (saved > 0 && result.getClass() != PlanResult.Infeasible.class) {
        changes.add(new Change.PriceFalls(index.toolId(tool), weight[tool], saved));
      }
    }

    private void back(ToolId tool, Optional<Plan> plan, PlanResult before) {
      HealthView restored = new HealthView() {
        @Override
        public boolean isCallable(ToolId id) {
          return id.equals(tool) || health.isCallable(id);
        }

        @Override
        public long version() {
          return health.version();
        }
      };
      PlanResult after = planner.plan(request, restored, weight);
      Optional<Plan> next = planOf(after);
      if (next.isPresent() && (plan.isEmpty() || rungOf(after) < rungOf(before))) {
        changes.add(new Change.ToolReturns(tool, 0, true));
      } else if (next.isPresent() && plan.isPresent() && next.get().cost() < plan.get().cost()) {
        changes.add(new Change.ToolReturns(tool, plan.get().cost() - next.get().cost(), false));
      }
    }

    private static Optional<Plan> planOf(PlanResult result) {
      return switch (result) {
        case PlanResult.Planned planned -> Optional.of(planned.plan());
        case PlanResult.Demoted demoted -> Optional.of(demoted.plan());
        case PlanResult.Infeasible no -> Optional.empty();
      };
    }

    private static int rungOf(PlanResult result) {
      return switch (result) {
        case PlanResult.Planned planned -> planned.rung();
        case PlanResult.Demoted demoted -> demoted.rung();
        case PlanResult.Infeasible no -> Integer.MAX_VALUE;
      };
    }
  }
}
