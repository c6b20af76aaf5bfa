package io.roundhouse.toolgraph.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.toolgraph.Cost;
import io.roundhouse.toolgraph.RandomGraph;
import io.roundhouse.toolgraph.Seeds;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.health.HealthSnapshot;
import io.roundhouse.toolgraph.plan.Plan;
import io.roundhouse.toolgraph.plan.PlanRequest;
import io.roundhouse.toolgraph.plan.PlanResult;
import io.roundhouse.toolgraph.plan.Planner;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTest {

  private static final ToolGraph GRAPH = ToolGraph.builder("post").inputs("letter")
      .tool(ToolArc.of("scan").needs("letter").yields("page").withCost(Cost.ofMicros(1)))
      .tool(ToolArc.of("mail").needs("page").yields("sent").withCost(Cost.ofMicros(2)))
      .tool(ToolArc.of("fax").needs("page").yields("sent").withCost(Cost.ofMicros(9)))
      .tool(ToolArc.of("pigeon").needs("page").yields("sent").withCost(Cost.ofMicros(1)))
      .rung("sent", "sent").rung("kept", "page").build();

  @Test
  void saysWhyTheRouteWasTakenAndWhatWouldChangeIt() {
    Explanation explanation = Explanation.of(GRAPH, PlanRequest.of(GRAPH), HealthSnapshot.down("pigeon"));

    assertThat(explanation.toString()).isEqualTo("""
        why:
          scan: nothing else leads to the goal now
          mail: the best route without it, via [fax], costs 7 more
        what would change it:
          if scan failed: no route
          if mail failed: [fax], 7 more
          if fax cost less than 2 instead of 9: it would be called
          if pigeon came back: 1 less
        """);
  }

  @Test
  void aPriceBelowTheThresholdDoesChangeThePlanAndOneAboveDoesNot() {
    Seeds.check("threshold", 300, random -> {
      ToolGraph graph = new RandomGraph(random).make();
      PlanRequest request = PlanRequest.of(graph);
      Planner planner = Planner.of(graph);
      for (Change change : Explanation.of(graph, request, HealthSnapshot.allUp()).changes()) {
        if (change instanceof Change.PriceFalls falls) {
          long[] weight = graph.index().weights();
          weight[graph.index().tool(falls.tool())] = falls.threshold() - 1;
          assertThat(tools(planner.plan(request, HealthSnapshot.allUp(), weight))).as("%s", falls).contains(falls.tool());
          weight[graph.index().tool(falls.tool())] = falls.threshold() + 1;
          assertThat(tools(planner.plan(request, HealthSnapshot.allUp(), weight))).as("%s", falls).doesNotContain(falls.tool());
        }
      }
    });
  }

  @Test
  void alternativesComeInTheOrderOfTheirCostWithTheReasonWhyNot() {
    HealthSnapshot health = HealthSnapshot.down("pigeon");
    Plan taken = ((PlanResult.Planned) Planner.of(GRAPH).plan(PlanRequest.of(GRAPH), health)).plan();

    List<Alternative> others = Alternatives.to(taken, GRAPH, PlanRequest.of(GRAPH), health, 5);

    assertThat(others).extracting(Alternative::reason).containsExactly(
        "via pigeon: [pigeon] cannot be called now, and it would cost 1 less",
        "via fax: costs 7 more");
  }

  private static List<ToolId> tools(PlanResult result) {
    return ((PlanResult.Planned) result).plan().tools();
  }
}
