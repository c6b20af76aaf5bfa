package io.roundhouse.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.GraphTool;
import io.roundhouse.runtime.StepBinding;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.runtime.graph.GraphRun;
import io.roundhouse.runtime.graph.GraphScope;
import io.roundhouse.toolgraph.Cost;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Healing behind a single call: a tool and its stand-ins are a graph of one item, so the caller never sees the outage. */
final class StandIns {

  private static final String ARGUMENTS = "arguments";
  private static final String RESULT = "result";

  /** The graph of a tool and its stand-ins, as long as this snapshot of the catalog is in force. */
  private record Healed(Catalog catalog, GraphTool graph) {}

  private final Map<String, Healed> graphs = new ConcurrentHashMap<>();

  Future<ToolResult> call(
      Catalog catalog, Tool tool, List<StepBinding> standIns, GraphScope scope, String callId, JsonNode arguments) {
    JsonNode given = JsonNodeFactory.instance.objectNode().set(ARGUMENTS, arguments);
    GraphRun run = GraphRun.unattended(kept(catalog, tool, standIns), scope, callId, given);
    return run.begin().map(outcome -> switch (outcome) {
      case ToolResult.Success done -> ToolResult.of(done.output().path(RESULT));
      case ToolResult.Failure failure -> failure;
      case ToolResult.Escalation asked -> {
        ToolResult.Failure last = run.lastFailure();
        yield last == null ? ToolResult.failure(FailureClass.OUTAGE, asked.question()) : last;
      }
    });
  }

  /** A graph is checked and compiled once a snapshot, not once a call. */
  private GraphTool kept(Catalog catalog, Tool tool, List<StepBinding> standIns) {
    return graphs.compute(tool.name(), (name, known) -> known != null && known.catalog().equals(catalog)
        ? known
        : new Healed(catalog, graph(catalog, tool, standIns))).graph();
  }

  /** The name of the graph, and with that of its health board. */
  static String graphName(String tool) {
    return "stand-ins of " + tool;
  }

  private static GraphTool graph(Catalog catalog, Tool tool, List<StepBinding> standIns) {
    ToolGraph.Builder graph = ToolGraph.builder(graphName(tool.name())).inputs(ARGUMENTS).rung("answered", RESULT);
    Map<ToolId, StepBinding> steps = new HashMap<>();
    add(graph, steps, tool, new StepBinding(tool.name(), Map.of("*", TextNode.valueOf("$" + ARGUMENTS)), Map.of(RESULT, "")), 1);
    long price = 2;
    for (StepBinding standIn : standIns) {
      Tool other = catalog.tool(standIn.tool()).orElse(null);
      if (other != null) {
        add(graph, steps, other, standIn, price++);
      }
    }
    return GraphTool.of(graph.build(), steps);
  }

  private static void add(ToolGraph.Builder graph, Map<ToolId, StepBinding> steps, Tool tool, StepBinding binding, long price) {
    ToolArc arc = ToolArc.of(tool.name())
        .needs(ARGUMENTS)
        .yields(RESULT)
        .withEffect(tool.effect() == Effect.COMPENSATABLE ? Effect.IRREVERSIBLE : tool.effect())
        .withCost(Cost.ofMicros(price));
    graph.tool(arc);
    steps.put(arc.id(), binding);
  }
}
