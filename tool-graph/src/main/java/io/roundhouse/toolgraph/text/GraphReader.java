package io.roundhouse.toolgraph.text;

import com.fasterxml.jackson.core.JsonToken;
import io.roundhouse.toolgraph.Cost;
import io.roundhouse.toolgraph.CostWeights;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.GraphException;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds a graph from parsed text and collects every mistake with its line before giving up. */
final class GraphReader {

  private static final Set<String> GRAPH_KEYS = Set.of("name", "items", "inputs", "weights", "tools", "subtypes", "quorums", "goals");
  private static final Set<String> TOOL_KEYS = Set.of("needs", "needs-any", "yields", "effect", "undo", "price", "price-micros",
      "latency-millis", "failure-ppm", "domain", "exclusive-group", "gated");

  private final List<String> problems;

  GraphReader(List<String> problems) {
    this.problems = problems;
  }

  ToolGraph graph(TextNode root) {
    Map<String, TextNode> fields = fields(root, "the graph", GRAPH_KEYS);
    ToolGraph.Builder builder = collect(root, fields);
    if (!problems.isEmpty()) {
      throw new GraphException.Invalid(problems);
    }
    return builder.build();
  }

  private ToolGraph.Builder collect(TextNode root, Map<String, TextNode> fields) {
    ToolGraph.Builder builder = ToolGraph.builder("unnamed");
    TextNode name = fields.get("name");
    if (name == null) {
      problem(root, "found no name; expected 'name: ...'");
    } else {
      String text = text(name, "name");
      try {
        builder = ToolGraph.builder(text.isEmpty() ? "unnamed" : text);
      } catch (GraphException.Invalid e) {
        e.problems().forEach(words -> problem(name, words));
      }
    }
    ToolGraph.Builder graph = builder;
    guarded(fields.get("items"), () -> graph.items(names(fields.get("items"), "items")));
    guarded(fields.get("inputs"), () -> graph.inputs(names(fields.get("inputs"), "inputs")));
    guarded(fields.get("weights"), () -> graph.weights(weights(fields.get("weights"))));
    fields(fields.get("tools"), "tools", null).forEach(
        (id, node) -> guarded(node, () -> graph.tool(tool(id, node)), "tool '" + id + "': "));
    for (TextNode node : sequence(fields.get("subtypes"), "subtypes")) {
      Map<String, TextNode> subtype = fields(node, "a subtype", Set.of("is", "item", "price-micros"));
      guarded(node, () -> graph.subtype(text(subtype.get("item"), node, "item"), text(subtype.get("is"), node, "is"),
          Cost.ofMicros(whole(subtype.get("price-micros"), "price-micros"))));
    }
    for (TextNode node : sequence(fields.get("quorums"), "quorums")) {
      Map<String, TextNode> quorum = fields(node, "a quorum", Set.of("item", "count", "of"));
      guarded(node, () -> graph.quorum(text(quorum.get("item"), node, "item"), small(quorum.get("count"), "count"),
          names(quorum.get("of"), "of")));
    }
    for (TextNode node : sequence(fields.get("goals"), "goals")) {
      Map<String, TextNode> rung = fields(node, "a goal", Set.of("name", "items"));
      guarded(node, () -> graph.rung(text(rung.get("name"), node, "name"), names(rung.get("items"), "items")));
    }
    return graph;
  }

  private ToolArc tool(String id, TextNode node) {
    Map<String, TextNode> fields = fields(node, "tool '" + id + "'", TOOL_KEYS);
    ToolArc arc = ToolArc.of(id).needs(names(fields.get("needs"), "needs")).yields(names(fields.get("yields"), "yields"));
    if (fields.get("needs-any") != null) {
      arc = arc.withRequired(small(fields.get("needs-any"), "needs-any"));
    }
    TextNode effect = fields.get("effect");
    TextNode undo = fields.get("undo");
    if (undo != null) {
      arc = arc.undoneBy(text(undo, "undo"));
    }
    if (effect != null) {
      arc = arc.withEffect(effect(effect));
    }
    Cost price = fields.containsKey("price") ? Cost.ofPrice(decimal(fields.get("price"))) : Cost.ofMicros(
        whole(fields.get("price-micros"), "price-micros"));
    return arc
        .withCost(price.withLatencyMillis(whole(fields.get("latency-millis"), "latency-millis"))
            .withFailurePpm(small(fields.get("failure-ppm"), "failure-ppm")))
        .withDomain(optional(fields.get("domain"), "domain"))
        .withExclusiveGroup(optional(fields.get("exclusive-group"), "exclusive-group"))
        .withGated(flag(fields.get("gated")));
  }

  private Effect effect(TextNode node) {
    String text = text(node, "effect");
    for (Effect effect : Effect.values()) {
      if (effect.name().toLowerCase(Locale.ROOT).equals(text)) {
        return effect;
      }
    }
    problem(node, "found effect '" + text + "'; expected one of " + Arrays.toString(Effect.values()).toLowerCase(Locale.ROOT));
    return Effect.PURE;
  }

  private CostWeights weights(@Nullable TextNode node) {
    Map<String, TextNode> fields = fields(node, "weights", Set.of("price", "latency", "failure"));
    return new CostWeights(fields.containsKey("price") ? small(fields.get("price"), "price") : 1,
        small(fields.get("latency"), "latency"), small(fields.get("failure"), "failure"));
  }

  /** Runs one step and adds the line to whatever it finds wrong. */
  private void guarded(@Nullable TextNode node, Runnable step) {
    guarded(node, step, "");
  }

  private void guarded(@Nullable TextNode node, Runnable step, String who) {
    if (node != null) {
      try {
        step.run();
      } catch (GraphException.Invalid e) {
        e.problems().forEach(text -> problem(node, who + text));
      }
    }
  }

  private void problem(TextNode node, String text) {
    problems.add("line " + node.line() + ": " + text);
  }

  private Map<String, TextNode> fields(@Nullable TextNode node, String what, @Nullable Set<String> allowed) {
    if (node == null) {
      return Map.of();
    }
    if (!(node instanceof TextNode.Fields fields)) {
      problem(node, what + ": found " + node + "; expected fields");
      return Map.of();
    }
    fields.nodes().forEach((key, value) -> {
      if (allowed != null && !allowed.contains(key)) {
        problem(value, what + ": found '" + key + "'; expected one of " + allowed.stream().sorted().toList());
      }
    });
    return fields.nodes();
  }

  private List<TextNode> sequence(@Nullable TextNode node, String what) {
    if (node instanceof TextNode.Sequence list) {
      return list.nodes();
    }
    if (node != null) {
      problem(node, what + ": found " + node + "; expected a list");
    }
    return List.of();
  }

  private String[] names(@Nullable TextNode node, String what) {
    if (node instanceof TextNode.Scalar) {
      return new String[] {text(node, what)};
    }
    List<String> names = new ArrayList<>();
    sequence(node, what).forEach(entry -> names.add(text(entry, what)));
    return names.toArray(String[]::new);
  }

  private String text(@Nullable TextNode node, TextNode parent, String what) {
    if (node == null) {
      problem(parent, "found no '" + what + "'; expected a name");
      return "unnamed";
    }
    return text(node, what);
  }

  private String text(TextNode node, String what) {
    if (node instanceof TextNode.Scalar scalar && scalar.kind() != JsonToken.VALUE_NULL) {
      return scalar.text();
    }
    problem(node, what + ": found " + node + "; expected a name");
    return "unnamed";
  }

  private @Nullable String optional(@Nullable TextNode node, String what) {
    return node == null ? null : text(node, what);
  }

  private boolean flag(@Nullable TextNode node) {
    if (node == null) {
      return false;
    }
    if (node instanceof TextNode.Scalar scalar && (scalar.text().equals("true") || scalar.text().equals("false"))) {
      return scalar.text().equals("true");
    }
    problem(node, "gated: found " + node + "; expected true or false");
    return false;
  }

  private long whole(@Nullable TextNode node, String what) {
    if (node == null) {
      return 0;
    }
    if (node instanceof TextNode.Scalar scalar && scalar.kind() != JsonToken.VALUE_NULL) {
      try {
        return Long.parseLong(scalar.text());
      } catch (NumberFormatException e) {
        problem(node, what + ": found " + node + "; expected a whole number from 0 to " + Cost.MAX);
        return 0;
      }
    }
    problem(node, what + ": found " + node + "; expected a whole number");
    return 0;
  }

  private int small(@Nullable TextNode node, String what) {
    return Math.clamp(whole(node, what), Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  private double decimal(@Nullable TextNode node) {
    if (node instanceof TextNode.Scalar scalar) {
      try {
        return Double.parseDouble(scalar.text());
      } catch (NumberFormatException e) {
        problem(node, "price: found " + node + "; expected a number such as 0.25");
      }
    }
    return 0;
  }
}
