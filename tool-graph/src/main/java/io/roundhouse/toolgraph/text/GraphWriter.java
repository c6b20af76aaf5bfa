package io.roundhouse.toolgraph.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.toolgraph.CostWeights;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.GoalLadder;
import io.roundhouse.toolgraph.ItemId;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import java.util.Locale;

/** Turns a graph into the tree of its text form; defaults are left out. */
final class GraphWriter {

  private static final String SUBTYPE = " is ";

  private GraphWriter() {}

  static ObjectNode tree(ToolGraph graph) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("name", graph.name());
    names(root.putArray("items"), graph.items());
    names(root.putArray("inputs"), graph.inputs());
    if (!graph.weights().equals(CostWeights.ofDefaults())) {
      root.putObject("weights").put("price", graph.weights().price()).put("latency", graph.weights().latency())
          .put("failure", graph.weights().failure());
    }
    ObjectNode tools = root.putObject("tools");
    ArrayNode subtypes = JsonNodeFactory.instance.arrayNode();
    ArrayNode quorums = JsonNodeFactory.instance.arrayNode();
    for (ToolArc arc : graph.tools()) {
      if (!arc.implicit()) {
        tool(tools.putObject(arc.id().value()), arc);
      } else if (arc.id().value().contains(SUBTYPE)) {
        subtype(subtypes.addObject(), arc);
      } else {
        quorum(quorums.addObject(), arc);
      }
    }
    if (!subtypes.isEmpty()) {
      root.set("subtypes", subtypes);
    }
    if (!quorums.isEmpty()) {
      root.set("quorums", quorums);
    }
    ArrayNode goals = root.putArray("goals");
    for (GoalLadder.Rung rung : graph.goals().rungs()) {
      names(goals.addObject().put("name", rung.name()).putArray("items"), rung.items());
    }
    return root;
  }

  private static void tool(ObjectNode node, ToolArc arc) {
    names(node.putArray("needs"), arc.inputs());
    if (arc.required() != arc.inputs().size()) {
      node.put("needs-any", arc.required());
    }
    if (!arc.outputs().isEmpty()) {
      names(node.putArray("yields"), arc.outputs());
    }
    if (arc.effect() != Effect.PURE) {
      node.put("effect", arc.effect().name().toLowerCase(Locale.ROOT));
    }
    if (arc.undo() != null) {
      node.put("undo", arc.undo().value());
    }
    number(node, "price-micros", arc.cost().priceMicros());
    number(node, "latency-millis", arc.cost().latencyMillis());
    number(node, "failure-ppm", arc.cost().failurePpm());
    if (arc.domain() != null) {
      node.put("domain", arc.domain());
    }
    if (arc.exclusiveGroup() != null) {
      node.put("exclusive-group", arc.exclusiveGroup());
    }
    if (arc.gated()) {
      node.put("gated", true);
    }
  }

  private static void subtype(ObjectNode node, ToolArc arc) {
    node.put("item", arc.inputs().iterator().next().value()).put("is", arc.outputs().iterator().next().value());
    number(node, "price-micros", arc.cost().priceMicros());
  }

  private static void quorum(ObjectNode node, ToolArc arc) {
    node.put("item", arc.outputs().iterator().next().value()).put("count", arc.required());
    names(node.putArray("of"), arc.inputs());
  }

  private static void number(ObjectNode node, String key, long value) {
    if (value != 0) {
      node.put(key, value);
    }
  }

  private static void names(ArrayNode array, Iterable<ItemId> items) {
    items.forEach(item -> array.add(item.value()));
  }
}
