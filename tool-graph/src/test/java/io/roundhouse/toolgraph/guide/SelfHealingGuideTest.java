package io.roundhouse.toolgraph.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.toolgraph.Cost;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.explain.Explanation;
import io.roundhouse.toolgraph.heal.Decision;
import io.roundhouse.toolgraph.heal.HealEvent;
import io.roundhouse.toolgraph.heal.HealPolicy;
import io.roundhouse.toolgraph.heal.Healer;
import io.roundhouse.toolgraph.heal.RunFacts;
import io.roundhouse.toolgraph.health.HealthBoard;
import io.roundhouse.toolgraph.health.HealthSnapshot;
import io.roundhouse.toolgraph.plan.Plan;
import io.roundhouse.toolgraph.plan.PlanRequest;
import io.roundhouse.toolgraph.plan.PlanResult;
import io.roundhouse.toolgraph.plan.Planner;
import io.roundhouse.toolgraph.text.GraphPicture;
import io.roundhouse.toolgraph.text.GraphText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs what the guide shows and compares it with what the guide says. */
class SelfHealingGuideTest {

  private final String guide = read();

  // graph
  private final ToolGraph graph = ToolGraph.builder("invoice")
      .inputs("file")
      .tool(ToolArc.of("parse").needs("file").yields("invoice"))
      .tool(ToolArc.of("rate-bank").needs("invoice").yields("rate").withCost(Cost.ofMicros(1)))
      .tool(ToolArc.of("rate-market").needs("invoice").yields("rate").withCost(Cost.ofMicros(3)))
      .tool(ToolArc.of("reserve").needs("invoice").yields("number").undoneBy("release"))
      .tool(ToolArc.of("release").needs("number"))
      .tool(ToolArc.of("post-ledger").needs("invoice", "rate", "number").yields("posted")
          .withEffect(Effect.IDEMPOTENT).withCost(Cost.ofMicros(1)).withDomain("ledger"))
      .tool(ToolArc.of("post-queue").needs("invoice", "rate", "number").yields("posted")
          .withEffect(Effect.IDEMPOTENT).withCost(Cost.ofMicros(50)))
      .tool(ToolArc.of("reject").needs("file").yields("rejection").withEffect(Effect.IDEMPOTENT))
      .rung("booked", "posted")
      .rung("rejected", "rejection")
      .build();
  // end

  @Test
  void theJavaOfTheGuideIsThisCode() throws Exception {
    String source = Files.readString(root().resolve(
        "tool-graph/src/test/java/io/roundhouse/toolgraph/guide/SelfHealingGuideTest.java"));
    String shown = source.substring(source.indexOf("// graph") + 8, source.indexOf("// end"))
        .replace("private final ", "").stripIndent().strip();

    assertThat(block("java")).isEqualTo(shown);
  }

  @Test
  void theYamlOfTheGuideIsTheSameGraph() {
    assertThat(GraphText.fromYaml(block("yaml"))).isEqualTo(graph);
  }

  @Test
  void theLogsOfTheGuideAreWhatHappens() {
    assertThat(guide).contains(fenced(play(Map.of("post-ledger", FailureClass.OUTAGE), "connection refused")));
    assertThat(guide).contains(fenced(play(Map.of("post-ledger", FailureClass.BAD_INPUT), "unknown account")));
    assertThat(guide).contains(fenced(play(Map.of("parse", FailureClass.OUTAGE, "reject", FailureClass.OUTAGE), "no such host")));
  }

  @Test
  void theExplanationAndThePicturesOfTheGuideAreOurs() {
    HealthSnapshot down = HealthSnapshot.down("post-ledger");

    assertThat(guide).contains(Explanation.of(graph, PlanRequest.of(graph), down).toString());
    assertThat(guide).contains(GraphPicture.dot(graph, plan(HealthSnapshot.allUp()), HealthSnapshot.allUp()));
    assertThat(guide).contains(GraphPicture.dot(graph, plan(down), down));
  }

  private Plan plan(HealthSnapshot health) {
    return ((PlanResult.Planned) Planner.of(graph).plan(PlanRequest.of(graph), health)).plan();
  }

  /** Performs every decision at once; the named tools always fail. */
  private List<String> play(Map<String, FailureClass> broken, String message) {
    Healer healer = Healer.start(graph, HealthBoard.ofDefaults(), RunFacts.of(graph), HealPolicy.ofDefaults());
    List<String> log = new ArrayList<>();
    Deque<Decision> todo = new ArrayDeque<>(healer.begin(0));
    while (!todo.isEmpty()) {
      Decision decision = todo.remove();
      log.add(decision.toString());
      if (decision instanceof Decision.Call call) {
        FailureClass failure = broken.get(call.tool().value());
        todo.addAll(healer.on(failure == null ? HealEvent.ToolSucceeded.of(graph.tool(call.tool()))
            : HealEvent.ToolFailed.of(call.tool(), failure, message), 0));
      } else if (decision instanceof Decision.Compensate undo) {
        todo.addAll(healer.on(new HealEvent.CompensationSucceeded(undo.tool()), 0));
      }
    }
    return log;
  }

  private static String fenced(List<String> lines) {
    return "```text\n" + String.join("\n", lines) + "\n```";
  }

  private String block(String language) {
    String start = "```" + language + "\n";
    int from = guide.indexOf(start) + start.length();
    return guide.substring(from, guide.indexOf("```", from)).strip();
  }

  private static Path root() {
    return Path.of(System.getProperty("roundhouse.root", ".."));
  }

  private static String read() {
    try {
      return Files.readString(root().resolve("docs/guides/self-healing.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The ids of the guide's tools are plain words. */
  @Test
  void everyToolOfTheGraphIsNamedInTheGuide() {
    assertThat(graph.tools()).extracting(ToolArc::id).extracting(ToolId::value).allMatch(guide::contains);
  }
}
