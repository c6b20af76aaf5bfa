package io.roundhouse.toolgraph.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.toolgraph.Cost;
import io.roundhouse.toolgraph.CostWeights;
import io.roundhouse.toolgraph.ItemId;
import io.roundhouse.toolgraph.RandomGraph;
import io.roundhouse.toolgraph.Seeds;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.health.HealthSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LimitsTest {

  /** By cost the slow tools win; fast ones are dearer. */
  private static final ToolGraph GRAPH = ToolGraph.builder("trip").inputs("wish").weights(new CostWeights(1, 0, 0))
      .tool(leg("train", "wish", "there", 10, 300)).tool(leg("plane", "wish", "there", 90, 60))
      .tool(leg("bus", "there", "home", 5, 200)).tool(leg("taxi", "there", "home", 60, 20))
      .rung("home", "home").rung("there", "there").build();

  private static ToolArc leg(String id, String from, String to, long price, long millis) {
    return ToolArc.of(id).needs(from).yields(to).withCost(Cost.ofMicros(price).withLatencyMillis(millis));
  }

  @Test
  void aDeadlineTakesTheCheapestRouteThatIsFastEnough() {
    assertThat(plan(Limits.NONE)).isEqualTo("Planned train > bus");
    assertThat(plan(Limits.NONE.withMaxLatencyMillis(350))).isEqualTo("Planned train > taxi");
    assertThat(plan(Limits.NONE.withMaxLatencyMillis(260))).isEqualTo("Planned plane > bus");
    assertThat(plan(Limits.NONE.withMaxLatencyMillis(100))).isEqualTo("Planned plane > taxi");
  }

  @Test
  void aPlannerForgetsADeadlineThatWasForOneRequest() {
    Planner planner = Planner.of(GRAPH);
    planner.plan(PlanRequest.of(GRAPH).withLimits(Limits.NONE.withMaxLatencyMillis(100)), HealthSnapshot.allUp());
    planner.plan(PlanRequest.of(GRAPH).withLimits(Limits.NONE.withMaxLatencyMillis(100)), HealthSnapshot.allUp());

    assertThat(plan(planner, Limits.NONE)).isEqualTo("Planned train > bus");
  }

  @Test
  void aBudgetAndADeadlineTogetherCanForceALowerRungOrNone() {
    assertThat(plan(new Limits(100, 260))).isEqualTo("Planned plane > bus");
    assertThat(plan(new Limits(94, 260))).isEqualTo("Demoted plane");
    assertThat(plan(new Limits(9, 260))).isEqualTo("Infeasible over limits");
  }

  private static String plan(Limits limits) {
    return plan(Planner.of(GRAPH), limits);
  }

  private static String plan(Planner planner, Limits limits) {
    return switch (planner.plan(PlanRequest.of(GRAPH).withLimits(limits), HealthSnapshot.allUp())) {
      case PlanResult.Planned planned -> "Planned " + planned.plan();
      case PlanResult.Demoted demoted -> "Demoted " + demoted.plan();
      case PlanResult.Infeasible no -> no.overLimits() ? "Infeasible over limits" : "Infeasible";
    };
  }

  @Test
  void aPlanNeverBreaksTheBudgetAndIsOnlyRefusedWhenTheCheapestDoes() {
    Seeds.check("budget", 1_000, random -> {
      ToolGraph graph = new RandomGraph(random).make();
      PlanRequest request = PlanRequest.of(graph);
      Plan best = ((PlanResult.Planned) Planner.of(graph).plan(request, HealthSnapshot.allUp())).plan();
      long budget = random.nextInt(30);

      PlanResult result = Planner.of(graph).plan(request.withLimits(Limits.NONE.withMaxPriceMicros(budget)), HealthSnapshot.allUp());

      assertThat(result instanceof PlanResult.Planned).isEqualTo(best.cost() <= budget);
      if (result instanceof PlanResult.Planned planned) {
        assertThat(planned.plan().cost()).isEqualTo(best.cost());
      }
    });
  }

  @Test
  void manyRivalsDoNotMakePlanningEndless() {
    ToolGraph.Builder builder = ToolGraph.builder("rivals").inputs("i0");
    for (int stage = 0; stage < 16; stage++) {
      for (int t = 0; t < 6; t++) {
        builder.tool(ToolArc.of("s" + stage + "t" + t).needs("i" + stage).yields("i" + (stage + 1)).withExclusiveGroup("g" + stage / 2));
      }
    }
    ToolGraph graph = builder.goal("i16").build();

    PlanResult result = Planner.of(graph).plan(PlanRequest.of(graph), HealthSnapshot.allUp());

    assertThat(result).isInstanceOfSatisfying(PlanResult.Infeasible.class, no -> assertThat(no.overLimits()).isTrue());
  }

  @Test
  void aGatedToolIsLeftOutOnlyWhenAskedFor() {
    ToolGraph graph = ToolGraph.builder("g").inputs("a")
        .tool(ToolArc.of("quick").needs("a").yields("b").withGated(true))
        .tool(ToolArc.of("slow").needs("a").yields("b").withCost(Cost.ofMicros(5))).goal("b").build();
    Planner planner = Planner.of(graph);
    PlanRequest request = PlanRequest.of(graph);

    assertThat(planner.plan(request, HealthSnapshot.allUp()).toString()).contains("plan=quick");
    assertThat(planner.plan(request.withOnlyApproved(Set.of()), HealthSnapshot.allUp()).toString()).contains("plan=slow");
  }

  @Test
  void aGraphTooLargeForAnExactAnswerReportsItsGapAndKeepsItsLimits() {
    Seeds.check("large", 200, random -> {
      RandomGraph shape = new RandomGraph(random).size(60, 300).withManyJoins();
      ToolGraph graph = (random.nextBoolean() ? shape : shape.withoutCircles()).make();
      Planner planner = Planner.of(graph);
      Plan plan = ((PlanResult.Planned) planner.plan(PlanRequest.of(graph), HealthSnapshot.allUp())).plan();
      assertThat(plan.lowerBound()).isBetween(0L, plan.cost());
      assertThat(plan.cost()).isLessThanOrEqualTo(withoutSharing(graph));

      Limits half = Limits.NONE.withMaxPriceMicros(plan.cost() / 2);
      PlanResult limited = planner.plan(PlanRequest.of(graph).withLimits(half), HealthSnapshot.allUp());

      if (limited instanceof PlanResult.Planned planned) {
        assertThat(planned.plan().cost()).isLessThanOrEqualTo(half.maxPriceMicros());
      }
    });
  }

  @Test
  void aJoinCostsAllItsInputsAlsoWhereTheAnswerIsNotExact() {
    ToolGraph.Builder builder = ToolGraph.builder("large").inputs("a")
        .tool(leg("left", "a", "l", 5, 0)).tool(leg("right", "a", "r", 5, 0))
        .tool(ToolArc.of("join").needs("l", "r").yields("goal")).tool(leg("direct", "a", "goal", 7, 0));
    for (int other = 0; other < 70; other++) {
      builder.tool(leg("other" + other, "a", "goal", 100, 0));
    }
    ToolGraph graph = builder.goal("goal").build();

    PlanResult result = Planner.of(graph).plan(PlanRequest.of(graph), HealthSnapshot.allUp());

    assertThat(result).isInstanceOfSatisfying(PlanResult.Planned.class, planned -> {
      assertThat(planned.plan().toString()).isEqualTo("direct");
      assertThat(planned.plan().gap()).isEqualTo(2);
    });
  }

  /** Returns what the top rung costs when every use of an item is paid anew, found by trying until nothing gets cheaper. */
  private static long withoutSharing(ToolGraph graph) {
    Map<ItemId, Long> cost = new HashMap<>();
    graph.inputs().forEach(item -> cost.put(item, 0L));
    boolean falls = true;
    while (falls) {
      falls = false;
      for (ToolArc arc : graph.tools()) {
        List<Long> inputs = arc.inputs().stream().map(cost::get).filter(Objects::nonNull).sorted().limit(arc.required()).toList();
        if (inputs.size() == arc.required()) {
          long total = arc.cost().priceMicros() + inputs.stream().mapToLong(Long::longValue).sum();
          for (ItemId output : arc.outputs()) {
            if (total < cost.getOrDefault(output, Long.MAX_VALUE)) {
              cost.put(output, total);
              falls = true;
            }
          }
        }
      }
    }
    return graph.goals().rung(0).items().stream().mapToLong(cost::get).sum();
  }
}
