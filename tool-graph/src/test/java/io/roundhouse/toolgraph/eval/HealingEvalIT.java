package io.roundhouse.toolgraph.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.toolgraph.BruteForce;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Needs the public data folder: {@code -Droundhouse.data=DIR}, or {@code ../shared/data} beside the project. */
class HealingEvalIT {

  private final Path data = Path.of(System.getProperty("roundhouse.data",
      Path.of(System.getProperty("roundhouse.root", "."), "..", "shared", "data").toString()));

  @BeforeEach
  void dataIsThere() {
    Assumptions.assumeTrue(Files.exists(data.resolve(HealingEval.FILE)), () -> "skipped: no scenarios under " + data);
  }

  @Test
  void bothSuitesAreHealedPerfectlyInBothFaultModes() {
    HealingReport report = HealingEval.run(data);

    assertThat(report.rows()).hasSize(4 * 19).allSatisfy(row -> assertThat(row.problems()).as("%s", row).isEmpty());
    for (String suite : List.of("repo19", "paper19")) {
      for (boolean foreseen : new boolean[] {true, false}) {
        assertThat(HealingReport.sum(report.rows(suite, foreseen), HealingReport.Row::escalations)).isEqualTo(7);
      }
    }
    assertThat(report.toString()).contains("All rows are as expected.");
  }

  @Test
  void everySubsetOfOutagesEndsAsBruteForceSays() {
    Map<String, ToolGraph> graphs = new LinkedHashMap<>();
    HealingEval.scenarios(data).values().forEach(suite -> suite.forEach(
        scenario -> graphs.putIfAbsent(scenario.graph().tools().toString(), scenario.graph())));

    assertThat(graphs).hasSize(6);
    graphs.values().forEach(graph -> OutageSubsets.check(graph));
  }

  /** Plays every subset of outages of a graph in both modes. */
  static final class OutageSubsets {

    private OutageSubsets() {}

    static void check(ToolGraph graph) {
      List<ToolArc> real = graph.tools().stream().filter(arc -> !arc.implicit()).toList();
      for (long subset = 0; subset < 1L << real.size(); subset++) {
        Set<ToolId> down = new HashSet<>();
        for (int t = 0; t < real.size(); t++) {
          if ((subset & 1L << t) != 0) {
            down.add(real.get(t).id());
          }
        }
        List<ToolArc> up = graph.tools().stream().filter(arc -> !down.contains(arc.id())).toList();
        boolean feasible = BruteForce.closure(up, -1L, graph.inputs()).containsAll(graph.goals().rung(0).items());
        ScenarioRun known = ScenarioRun.play(graph, down, true, null);
        ScenarioRun found = ScenarioRun.play(graph, down, false, null);
        assertThat(known.isComplete()).as("%s without %s", graph, down).isEqualTo(feasible);
        assertThat(found.isComplete()).as("%s without %s", graph, down).isEqualTo(feasible);
        assertThat(known.attempts()).noneMatch(down::contains);
        if (!feasible) {
          assertThat(known.attempts()).as("calls although there is no route").isEmpty();
          assertThat(known.escalations()).isEqualTo(1);
          assertThat(found.escalations()).isEqualTo(1);
        }
        assertThat(found.silentFailures() + found.repeats() + known.silentFailures() + known.repeats()).isZero();
      }
    }
  }
}
