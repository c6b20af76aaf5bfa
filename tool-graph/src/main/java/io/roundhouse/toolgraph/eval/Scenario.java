package io.roundhouse.toolgraph.eval;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.toolgraph.Cost;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.internal.IdSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One published scenario: a graph of tools, the tools that are down, and what a perfect healer does. Immutable.
 *
 * @param risk the kind of risk that a monitor reports before the start, if any
 * @param known what is expected when monitors know the faults before the start
 * @param found what is expected when a fault is only seen at the call
 * @param publishedLlmCalls how often the published healer asked its LLM
 */
public record Scenario(String id, ToolGraph graph, Set<ToolId> down, @Nullable String risk, Expectation known, Expectation found,
    int publishedLlmCalls) {

  /** Copies the set. */
  public Scenario {
    down = IdSet.copyOf(down);
  }

  /**
   * What a perfect healer does.
   *
   * @param attempts all calls in order; null where several orders are equally good
   * @param costMicros the cost of the cheapest route; -1 where none is expected
   * @param replans failed calls that need a new plan, or -1 where that is not said
   */
  public record Expectation(boolean completes, @Nullable List<String> attempts, long costMicros, int escalations, int replans) {}

  static Scenario read(JsonNode node) {
    List<ToolId> down = new ArrayList<>();
    node.path("faults").forEach(fault -> down.add(ToolId.of(fault.path("tool").asText())));
    JsonNode expected = node.path("expected");
    String risk = null;
    Expectation known;
    Expectation found;
    if (node.has("risk")) {
      risk = node.path("risk").path("kind").asText("amount");
      known = new Expectation(false, List.of(), -1, expected.path("llmOrHumanEscalations").asInt(), -1);
      found = known;
    } else {
      JsonNode before = expected.path("faultsKnownBeforeStart");
      JsonNode at = expected.path("faultsFoundAtCall");
      long cost = before.path("cost").isNumber() ? Cost.ofPrice(before.path("cost").asDouble()).priceMicros() : -1;
      known = new Expectation(before.path("outcome").asText().equals("completed"), names(before.path("toolCalls")), cost,
          before.path("llmOrHumanEscalations").asInt(), 0);
      found = new Expectation(at.path("outcome").asText().equals("completed"), names(at.path("toolAttemptsInOrder")), -1,
          at.path("llmOrHumanEscalations").asInt(), at.path("reroutes").asInt());
    }
    int published = node.path("reportedInPaper").path("shLlm").asInt(
        node.path("measuredHere").path("authorCode").path("llmCalls").asInt());
    return new Scenario(node.path("id").asText(), graph(node), IdSet.copyOf(down), risk, known, found, published);
  }

  private static @Nullable List<String> names(JsonNode array) {
    if (!array.isArray()) {
      return null;
    }
    List<String> names = new ArrayList<>();
    array.forEach(name -> names.add(name.asText()));
    return List.copyOf(names);
  }

  /** A node becomes a tool that nobody may repeat; an edge says that its end is ready when its start is done, at the edge's cost. */
  private static ToolGraph graph(JsonNode node) {
    String start = node.path("start").asText();
    ToolGraph.Builder builder = ToolGraph.builder(node.path("id").asText()).inputs(start);
    for (JsonNode name : node.path("graph").path("nodes")) {
      String tool = name.asText();
      if (!tool.equals(start)) {
        builder.tool(ToolArc.of(tool).needs("ready for " + tool).yields(tool).withEffect(Effect.IRREVERSIBLE));
      }
    }
    for (JsonNode edge : node.path("graph").path("edges")) {
      builder.subtype(edge.path("from").asText(), "ready for " + edge.path("to").asText(), Cost.ofPrice(edge.path("cost").asDouble()));
    }
    return builder.goal(node.path("goal").asText()).build();
  }
}
