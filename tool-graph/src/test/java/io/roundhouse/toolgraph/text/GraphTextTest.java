package io.roundhouse.toolgraph.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.GraphException;
import io.roundhouse.toolgraph.RandomGraph;
import io.roundhouse.toolgraph.Seeds;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.health.HealthSnapshot;
import io.roundhouse.toolgraph.plan.PlanRequest;
import io.roundhouse.toolgraph.plan.PlanResult;
import io.roundhouse.toolgraph.plan.Planner;
import org.junit.jupiter.api.Test;

class GraphTextTest {

  private static final String YAML = """
      name: desk
      inputs: [file]
      weights: {price: 1, latency: 2}
      tools:
        parse: {needs: file, yields: [invoice, tax]}
        reserve: {needs: invoice, yields: reserved, undo: release}
        release: {needs: reserved}
        post: {needs: [invoice, reserved], yields: posted, effect: idempotent, price: 0.5, domain: ledger, gated: true}
        queue: {needs: [invoice, tax], needs-any: 1, yields: posted, effect: irreversible, exclusive-group: booking}
      subtypes:
        - {item: posted, is: done}
      goals:
        - {name: booked, items: [done]}
        - {name: read, items: [invoice]}
      """;

  @Test
  void readsEveryField() {
    ToolGraph graph = GraphText.fromYaml(YAML);

    assertThat(graph.tool(ToolId.of("post"))).satisfies(post -> {
      assertThat(post.effect()).isEqualTo(Effect.IDEMPOTENT);
      assertThat(post.cost().priceMicros()).isEqualTo(500_000);
      assertThat(post.domain()).isEqualTo("ledger");
      assertThat(post.gated()).isTrue();
    });
    assertThat(graph.tool(ToolId.of("reserve")).effect()).isEqualTo(Effect.COMPENSATABLE);
    assertThat(graph.tool(ToolId.of("queue")).required()).isEqualTo(1);
    assertThat(graph.goals().rung(1).name()).isEqualTo("read");
    assertThat(graph.weights().latency()).isEqualTo(2);
  }

  @Test
  void whatIsWrittenReadsBackAsAnEqualGraph() {
    Seeds.check("text", 300, random -> {
      ToolGraph graph = new RandomGraph(random).withEffects().withGroups().make();
      assertThat(GraphText.fromYaml(GraphText.toYaml(graph))).isEqualTo(graph);
      assertThat(GraphText.fromJson(GraphText.toJson(graph))).isEqualTo(graph);
    });
    ToolGraph desk = GraphText.fromYaml(YAML);
    assertThat(GraphText.fromYaml(GraphText.toYaml(desk))).isEqualTo(desk);
  }

  @Test
  void everyMistakeIsReportedWithItsLine() {
    String text = """
        inputs: [file]
        tools:
          parse: {needs: file, yields: invoice, effekt: pure}
          post:
            needs: [invoice]
            yields: [posted]
            price-micros: -5
          rate: {needs: file, yields: rate, price: .nan}
          mail: {needs: file, yields: sent, effect: harmless, gated: maybe}
          mail: {needs: file, yields: sent}
        goals: posted
        """;

    assertThatThrownBy(() -> GraphText.fromYaml(text)).isInstanceOfSatisfying(GraphException.Invalid.class, e ->
        assertThat(String.join("\n", e.problems()))
            .contains("found no name; expected 'name: ...'")
            .contains("line 3: tool 'parse': found 'effekt'; expected one of [domain, effect,")
            .contains("line 5: tool 'post': price -5 is not usable: expected a whole number from 0 to 1000000000000000")
            .contains("line 8: ").contains("expected a number")
            .contains("line 9: found effect 'harmless'; expected one of [pure, idempotent, compensatable, irreversible]")
            .contains("line 9: gated: found 'maybe'; expected true or false")
            .contains("line 10: found 'mail' a second time; expected each key once")
            .contains("line 11: goals: found 'posted'; expected a list"));
  }

  @Test
  void textThatIsNoYamlOrTooDeepIsRefusedInOneSentence() {
    assertThatThrownBy(() -> GraphText.fromYaml("a: [")).isInstanceOf(GraphException.Invalid.class).hasMessageStartingWith("line ");
    assertThatThrownBy(() -> GraphText.fromJson("")).hasMessage("line 1: found nothing; expected a graph in JSON");
    assertThatThrownBy(() -> GraphText.fromJson("[".repeat(900) + "]".repeat(900))).isInstanceOf(GraphException.Invalid.class);
  }

  @Test
  void drawsThePlanAndTheOutages() {
    ToolGraph graph = GraphText.fromYaml(YAML);
    HealthSnapshot health = HealthSnapshot.down("post");
    PlanResult.Planned planned = (PlanResult.Planned) Planner.of(graph).plan(PlanRequest.of(graph), health);

    String dot = GraphPicture.dot(graph, planned.plan(), health);

    assertThat(dot).startsWith("digraph \"desk\" {").contains("\"tool queue\" [shape=box, label=\"queue\", color=\"#1b7f3b\"")
        .contains("\"tool post\" [shape=box, label=\"post\\n(down)\", color=\"#b3261e\"")
        .contains("\"item done\" [label=\"done\", peripheries=2]");
  }
}
