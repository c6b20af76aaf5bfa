package io.roundhouse.toolgraph.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.toolgraph.BruteForce;
import io.roundhouse.toolgraph.ItemId;
import io.roundhouse.toolgraph.RandomGraph;
import io.roundhouse.toolgraph.Seeds;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.health.HealthSnapshot;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jgrapht.alg.shortestpath.DijkstraShortestPath;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.DirectedWeightedMultigraph;
import org.junit.jupiter.api.Test;

class PlannerPropertiesTest {

  @Test
  void aPlanExistsIfAndOnlyIfSomeSetOfToolsReachesTheGoalAndNoSetIsCheaper() {
    Seeds.check("cheapest", 2_000, random -> {
      RandomGraph shape = new RandomGraph(random);
      shape = random.nextBoolean() ? shape : shape.withoutCircles();
      agreesWithBruteForce(random.nextBoolean() ? shape.make() : shape.withManyJoins().make(), random);
    });
  }

  @Test
  void toolsOfAnExclusiveGroupAreNeverPlannedTogether() {
    Seeds.check("groups", 1_000, random -> agreesWithBruteForce(new RandomGraph(random).withGroups().make(), random));
  }

  private static void agreesWithBruteForce(ToolGraph graph, Random random) {
    Set<ToolId> down = down(graph, random);
    PlanResult result = Planner.of(graph).plan(PlanRequest.of(graph), new HealthSnapshot(0, down));

    int rung = 0;
    OptionalLong best = OptionalLong.empty();
    for (; rung < graph.goals().size() && best.isEmpty(); rung++) {
      best = BruteForce.cheapest(graph, graph.inputs(), arc -> !down.contains(arc.id()), graph.goals().rung(rung).items());
    }
    if (best.isEmpty()) {
      assertThat(result).isInstanceOfSatisfying(PlanResult.Infeasible.class, no -> blockersAreMinimal(graph, no, down));
      return;
    }
    Plan plan = planOf(result);
    assertThat(rungOf(result)).as("rung").isEqualTo(rung - 1);
    assertThat(plan.cost()).as("cost of %s", plan).isEqualTo(best.getAsLong());
    assertThat(plan.gap()).isZero();
    assertThat(plan.tools()).doesNotHaveDuplicates().noneMatch(down::contains);
    runsInOrder(graph, plan, graph.goals().rung(rung - 1).items());
  }

  private static void blockersAreMinimal(ToolGraph graph, PlanResult.Infeasible no, Set<ToolId> down) {
    if (no.overLimits()) {
      return;
    }
    assertThat(down).containsAll(no.blockers());
    assertThat(reaches(graph, no.goals(), down, no.blockers())).isTrue();
    for (ToolId left : no.blockers()) {
      Set<ToolId> fewer = new TreeSet<>(no.blockers());
      fewer.remove(left);
      assertThat(reaches(graph, no.goals(), down, fewer)).as("blockers %s without %s", no.blockers(), left).isFalse();
    }
  }

  private static boolean reaches(ToolGraph graph, Set<ItemId> goals, Set<ToolId> down, Set<ToolId> restored) {
    List<ToolArc> tools = graph.tools().stream().filter(arc -> !down.contains(arc.id()) || restored.contains(arc.id())).toList();
    return BruteForce.closure(tools, -1L, graph.inputs()).containsAll(goals);
  }

  /** Every step's inputs are there when the steps it waits for are done. */
  private static void runsInOrder(ToolGraph graph, Plan plan, Set<ItemId> goals) {
    Set<ItemId> known = new HashSet<>(graph.inputs());
    Set<ToolId> done = new HashSet<>();
    for (Plan.Step step : plan.steps()) {
      ToolArc arc = graph.tool(step.tool());
      assertThat(done).containsAll(step.after());
      assertThat(arc.inputs().stream().filter(known::contains).count()).isGreaterThanOrEqualTo(arc.required());
      known.addAll(arc.outputs());
      done.add(step.tool());
    }
    assertThat(known).containsAll(goals);
  }

  @Test
  void plansOverToolsWithOneInputAreDijkstrasShortestPaths() {
    Seeds.check("dijkstra", 2_000, random -> {
      RandomGraph shape = new RandomGraph(random).oneInput().size(20, 60);
      ToolGraph graph = (random.nextBoolean() ? shape : shape.withoutCircles()).make();
      Set<ToolId> down = down(graph, random);
      ItemId goal = graph.goals().rung(0).items().iterator().next();
      var reference = new DirectedWeightedMultigraph<ItemId, DefaultWeightedEdge>(DefaultWeightedEdge.class);
      graph.items().forEach(reference::addVertex);
      for (ToolArc arc : graph.tools()) {
        for (ItemId output : arc.outputs()) {
          ItemId input = arc.inputs().iterator().next();
          if (!down.contains(arc.id()) && !input.equals(output)) {
            reference.setEdgeWeight(reference.addEdge(input, output), arc.cost().priceMicros());
          }
        }
      }
      double expected = new DijkstraShortestPath<>(reference).getPathWeight(ItemId.of("i0"), goal);

      ToolGraph one = single(graph, goal);
      PlanResult result = Planner.of(one).plan(PlanRequest.of(one), new HealthSnapshot(0, down));

      if (Double.isInfinite(expected)) {
        assertThat(result).isInstanceOf(PlanResult.Infeasible.class);
      } else {
        assertThat((double) planOf(result).cost()).isEqualTo(expected);
      }
    });
  }

  private static ToolGraph single(ToolGraph graph, ItemId goal) {
    ToolGraph.Builder builder = ToolGraph.builder("single").inputs("i0").goal(goal.value());
    graph.tools().forEach(builder::tool);
    return builder.build();
  }

  @Test
  void anOutageNeverMakesAPlanCheaperAndItsEndRestoresThePlan() {
    Seeds.check("outage", 2_000, random -> {
      ToolGraph graph = new RandomGraph(random).size(12, 20).make();
      Planner planner = Planner.of(graph);
      Set<ToolId> down = new HashSet<>(down(graph, random));
      PlanResult before = planner.plan(PlanRequest.of(graph), new HealthSnapshot(0, down));
      ToolId failing = graph.tools().get(random.nextInt(graph.tools().size())).id();
      down.add(failing);

      PlanResult after = planner.plan(PlanRequest.of(graph), new HealthSnapshot(1, down));

      if (!(after instanceof PlanResult.Infeasible)) {
        assertThat(rungOf(after)).isGreaterThanOrEqualTo(rungOf(before));
        if (rungOf(after) == rungOf(before)) {
          assertThat(planOf(after).cost()).as("%s then %s", planOf(before).gap(), planOf(after).gap())
              .isGreaterThanOrEqualTo(planOf(before).lowerBound());
          assertThat(planOf(before).gap()).isZero();
        }
      }
      if (down(graph, random).size() < 100) {
        Set<ToolId> restored = new HashSet<>(down);
        restored.remove(failing);
        PlanResult again = planner.plan(PlanRequest.of(graph), new HealthSnapshot(2, restored));
        PlanResult fresh = Planner.of(graph).plan(PlanRequest.of(graph), new HealthSnapshot(2, restored));
        assertThat(again).isEqualTo(fresh);
      }
    });
  }

  @Test
  void aPlannerThatIsKeptPlansLikeANewOne() {
    Seeds.check("kept", 600, random -> {
      RandomGraph shape = new RandomGraph(random).size(14, 24);
      shape = random.nextBoolean() ? shape.edgesOnly() : shape;
      ToolGraph graph = (random.nextInt(4) == 0 ? shape : shape.withoutCircles()).make();
      Planner kept = Planner.of(graph);
      Set<ToolId> down = new TreeSet<>();
      PlanRequest request = PlanRequest.of(graph);
      for (int change = 0; change < 20; change++) {
        ToolId tool = graph.tools().get(random.nextInt(graph.tools().size())).id();
        if (!down.remove(tool)) {
          down.add(tool);
        }
        request = random.nextInt(3) > 0 ? request : otherRequest(graph, random);
        HealthSnapshot health = new HealthSnapshot(change, down);
        assertThat(kept.plan(request, health)).isEqualTo(Planner.of(graph).plan(request, health));
      }
    });
  }

  private static PlanRequest otherRequest(ToolGraph graph, Random random) {
    Set<ItemId> known = new TreeSet<>(graph.inputs());
    if (random.nextInt(3) == 0) {
      known.add(List.copyOf(graph.items()).get(random.nextInt(graph.items().size())));
    }
    PlanRequest request = PlanRequest.of(graph).withKnown(known).withFromRung(random.nextInt(graph.goals().size()));
    return random.nextBoolean() ? request : request.withLimits(Limits.NONE.withMaxPriceMicros(random.nextInt(15)));
  }

  private static Set<ToolId> down(ToolGraph graph, Random random) {
    int share = random.nextInt(4);
    Set<ToolId> down = new TreeSet<>();
    for (ToolArc arc : graph.tools()) {
      if (random.nextInt(8) < share) {
        down.add(arc.id());
      }
    }
    return down;
  }

  private static Plan planOf(PlanResult result) {
    return switch (result) {
      case PlanResult.Planned planned -> planned.plan();
      case PlanResult.Demoted demoted -> demoted.plan();
      case PlanResult.Infeasible no -> throw new AssertionError("expected a plan, got " + no);
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
