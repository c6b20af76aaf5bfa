package io.roundhouse.toolgraph.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roundhouse.toolgraph.GraphException;
import io.roundhouse.toolgraph.health.HealthSnapshot;
import io.roundhouse.toolgraph.plan.PlanRequest;
import io.roundhouse.toolgraph.plan.PlanResult;
import io.roundhouse.toolgraph.plan.Planner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Plays the two published suites of 19 scenarios of the Self-Healing Router (arXiv 2603.01548) and compares every outcome with brute
 * force: the outcome, every call in order, the cost, the questions asked, failures without a decision, and work done twice.
 */
public final class HealingEval {

  /** Where the scenarios are inside the data folder. */
  public static final String FILE = "tool-graph/self-healing-19.json";

  private static final List<String> SUITES = List.of("repo19", "paper19");

  private HealingEval() {}

  /** Plays all scenarios of the data folder, or of the file itself; throws {@link GraphException.Invalid} if it is not there. */
  public static HealingReport run(Path data) {
    List<HealingReport.Row> rows = new ArrayList<>();
    scenarios(data).forEach((suite, scenarios) -> {
      for (boolean foreseen : new boolean[] {true, false}) {
        scenarios.forEach(scenario -> rows.add(judge(suite, scenario, foreseen)));
      }
    });
    return new HealingReport(rows);
  }

  /** Returns the scenarios by suite, in the order of the file. */
  public static Map<String, List<Scenario>> scenarios(Path data) {
    Path file = Files.isDirectory(data) ? data.resolve(FILE) : data;
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new GraphException.Invalid("cannot read the scenarios from '%s'; expected the data folder that contains %s, readable"
          .formatted(file, FILE));
    }
    Map<String, List<Scenario>> suites = new LinkedHashMap<>();
    for (String suite : SUITES) {
      List<Scenario> scenarios = new ArrayList<>();
      root.path(suite).forEach(node -> scenarios.add(Scenario.read(node)));
      if (scenarios.isEmpty()) {
        throw new GraphException.Invalid("'%s' has no suite '%s'; expected a list of scenarios".formatted(file, suite));
      }
      suites.put(suite, scenarios);
    }
    return suites;
  }

  private static HealingReport.Row judge(String suite, Scenario scenario, boolean foreseen) {
    ScenarioRun run = ScenarioRun.play(scenario.graph(), scenario.down(), foreseen, scenario.risk());
    Scenario.Expectation expected = foreseen ? scenario.known() : scenario.found();
    List<String> problems = new ArrayList<>();
    List<String> attempts = run.attempts().stream().map(Object::toString).toList();
    int replans = run.failures();
    differ("outcome", expected.completes() ? "completed" : "escalated", run.isComplete() ? "completed" : "escalated", problems);
    differ("calls", expected.attempts() == null ? attempts : expected.attempts(), attempts, problems);
    differ("escalations", expected.escalations(), run.escalations(), problems);
    differ("silent failures", 0, run.silentFailures(), problems);
    differ("repeated calls", 0, run.repeats(), problems);
    if (expected.costMicros() >= 0) {
      differ("cost", expected.costMicros(), plannedCost(scenario), problems);
    }
    if (expected.replans() >= 0) {
      differ("replans", expected.replans(), replans, problems);
    }
    return new HealingReport.Row(suite, scenario.id(), foreseen, run.isComplete(), attempts.size(), run.reroutes(), replans,
        run.escalations(), run.silentFailures(), run.repeats(), scenario.publishedLlmCalls(), problems);
  }

  private static long plannedCost(Scenario scenario) {
    PlanResult result = Planner.of(scenario.graph()).plan(PlanRequest.of(scenario.graph()), new HealthSnapshot(0, scenario.down()));
    return result instanceof PlanResult.Planned planned ? planned.plan().cost() : -1;
  }

  private static void differ(String what, Object expected, Object found, List<String> problems) {
    if (!expected.equals(found)) {
      problems.add(what + ": expected " + expected + ", got " + found);
    }
  }
}
