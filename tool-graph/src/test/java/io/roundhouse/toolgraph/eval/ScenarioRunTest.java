package io.roundhouse.toolgraph.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.toolgraph.Cost;
import io.roundhouse.toolgraph.GraphException;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioRunTest {

  /** A parcel is weighed, gets a label from one of two printers, and is fetched by one of three carriers. */
  private static final ToolGraph PARCEL = ToolGraph.builder("parcel").inputs("order")
      .tool(ToolArc.of("weigh").needs("order").yields("weight").withCost(Cost.ofMicros(1)))
      .tool(ToolArc.of("label-near").needs("weight").yields("label").withCost(Cost.ofMicros(1)))
      .tool(ToolArc.of("label-far").needs("weight").yields("label").withCost(Cost.ofMicros(2)))
      .tool(ToolArc.of("bike").needs("label").yields("fetched").withCost(Cost.ofMicros(1)))
      .tool(ToolArc.of("van").needs("label", "weight").yields("fetched").withCost(Cost.ofMicros(2)))
      .tool(ToolArc.of("lorry").needs("label").yields("fetched").withCost(Cost.ofMicros(3)))
      .goal("fetched").build();

  @Test
  void everySubsetOfOutagesEndsAsBruteForceSays() {
    HealingEvalIT.OutageSubsets.check(PARCEL);
  }

  @Test
  void aFaultFoundAtTheCallIsAnsweredByOneRerouteAndNothingIsRepeated() {
    ScenarioRun run = ScenarioRun.play(PARCEL, Set.of(ToolId.of("bike")), false, null);

    assertThat(run.log().stream().map(Object::toString)).containsExactly("call weigh", "call label-near", "call bike",
        "reroute bike -> van: bike is down (down)", "call van", "complete rung 0 (goal)");
  }

  @Test
  void aRiskStopsTheRunBeforeAnythingIsCalled() {
    ScenarioRun run = ScenarioRun.play(PARCEL, Set.of(), true, "budget");

    assertThat(run.attempts()).isEmpty();
    assertThat(run.escalations()).isEqualTo(1);
  }

  @Test
  void aMissingFileIsNamed(@TempDir Path empty) throws Exception {
    assertThatThrownBy(() -> HealingEval.run(empty)).isInstanceOf(GraphException.Invalid.class)
        .hasMessageContaining("expected the data folder that contains tool-graph/self-healing-19.json");
    Path file = Files.writeString(empty.resolve("x.json"), "{}");
    assertThatThrownBy(() -> HealingEval.run(file)).hasMessageContaining("has no suite 'repo19'");
  }
}
