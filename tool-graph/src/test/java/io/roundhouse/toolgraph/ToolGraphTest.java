package io.roundhouse.toolgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolGraphTest {

  @Test
  void everyMistakeIsReportedAtOnceAndNamesTheTool() {
    ToolGraph.Builder graph = ToolGraph.builder("broken").inputs("a")
        .tool(ToolArc.of("lonely").needs("nowhere").yields("b"))
        .tool(ToolArc.of("silent").needs("a"))
        .tool(ToolArc.of("charge").needs("a").yields("paid").withEffect(Effect.COMPENSATABLE))
        .tool(ToolArc.of("book").needs("a").yields("booked").undoneBy("unbook"))
        .tool(ToolArc.of("vote").needs("a").withRequired(2).yields("voted"))
        .tool(ToolArc.of("vote").needs("a").yields("voted"))
        .rung("best", "gold");

    assertThatThrownBy(graph::build).isInstanceOfSatisfying(GraphException.Invalid.class, e ->
        assertThat(e.problems()).containsExactlyInAnyOrder(
            "graph 'broken' has two tools named 'vote'; rename one",
            "tool 'book' names the undo tool 'unbook', which the graph does not have; add it",
            "tool 'charge' is compensatable but names no undo tool; name one or declare another effect",
            "tool 'lonely' needs 'nowhere', which no tool yields and the caller does not give; add a producer or an input",
            "tool 'silent' yields nothing; name an output, or make it the undo of another tool",
            "rung 'best' wants 'gold', which no tool yields; add a tool or an input"));
  }

  @Test
  void aQuorumLargerThanItsInputsIsRefused() {
    assertThatThrownBy(() -> ToolGraph.builder("g").inputs("a").quorum("b", 3, "a").goal("b").build())
        .hasMessage("tool 'quorum for b' requires 3 of 1 inputs; expected 1 to 1");
  }

  @Test
  void anUndeclaredItemIsRefusedOnceItemsAreDeclared() {
    assertThatThrownBy(() -> ToolGraph.builder("g").items("a", "b").inputs("a")
        .tool(ToolArc.of("t").needs("a").yields("bb")).goal("b").build())
        .hasMessageContaining("tool 't' yields 'bb', which is not a declared item; declare it or correct the name");
  }

  @Test
  void aGoalBehindACircleIsUnreachable() {
    assertThatThrownBy(() -> ToolGraph.builder("g").inputs("a")
        .tool(ToolArc.of("t").needs("c").yields("b").withCost(Cost.ofMicros(1)))
        .tool(ToolArc.of("u").needs("b").yields("c"))
        .goal("b").build())
        .hasMessage("rung 'goal' wants 'b', which cannot be reached from the inputs even when every tool works; "
            + "check the tools that yield it for a circle or a missing input");
  }

  @Test
  void aFreeCircleIsRefusedAndACircleWithACostIsNot() {
    ToolGraph.Builder free = ToolGraph.builder("g").inputs("json")
        .tool(ToolArc.of("to-xml").needs("json").yields("xml")).tool(ToolArc.of("to-json").needs("xml").yields("json"))
        .tool(ToolArc.of("send").needs("xml").yields("sent")).goal("sent");

    assertThatThrownBy(free::build)
        .hasMessage("tools [to-json, to-xml] turn items into each other in a circle at no cost; give one of them a cost");
    assertThat(ToolGraph.builder("g").inputs("json")
        .tool(ToolArc.of("to-xml").needs("json").yields("xml").withCost(Cost.ofMicros(1)))
        .tool(ToolArc.of("to-json").needs("xml").yields("json")).goal("xml").build().tools()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.1, 1e300})
  void aPriceThatIsNoFiniteNumberFromZeroUpIsRefused(double price) {
    assertThatThrownBy(() -> Cost.ofPrice(price)).isInstanceOf(GraphException.Invalid.class).hasMessageContaining("is not usable");
  }

  @Test
  void negativeAndTooLargePartsOfACostAreRefused() {
    assertThatThrownBy(() -> Cost.ofMicros(-1)).hasMessage("price -1 is not usable: expected a whole number from 0 to 1000000000000000");
    assertThatThrownBy(() -> Cost.FREE.withLatencyMillis(Long.MAX_VALUE)).hasMessageContaining("latency");
    assertThatThrownBy(() -> Cost.FREE.withFailurePpm(1_000_001)).hasMessageContaining("failure rate");
  }

  @Test
  void costsWhoseSumWouldOverflowAreRefused() {
    ToolGraph.Builder graph = ToolGraph.builder("g").inputs("i0").weights(new CostWeights(2_000, 0, 0));
    for (int i = 0; i < 4; i++) {
      graph.tool(ToolArc.of("t" + i).needs("i" + i).yields("i" + (i + 1)).withCost(Cost.ofMicros(Cost.MAX / 2)));
    }

    assertThatThrownBy(() -> graph.goal("i4").build()).hasMessageContaining("add up to more than");
    assertThatThrownBy(() -> ToolGraph.builder("g").inputs("a").weights(new CostWeights(1_000_000, 0, 0))
        .tool(ToolArc.of("t").needs("a").yields("b").withCost(Cost.ofMicros(Cost.MAX))).goal("b").build())
        .hasMessage("the weighted cost of tool 't' overflows; lower its cost or the graph's weights");
  }

  @Test
  void namesWithControlCharactersOrNoTextAreRefused() {
    assertThatThrownBy(() -> ToolId.of("a\nb")).hasMessage("tool name 'a?b' is not usable: expected 1 to 200 visible characters");
    assertThatThrownBy(() -> ItemId.of(" ")).isInstanceOf(GraphException.Invalid.class);
  }
}
