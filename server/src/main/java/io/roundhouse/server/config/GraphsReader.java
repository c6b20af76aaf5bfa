package io.roundhouse.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.runtime.Schema;
import io.roundhouse.server.config.References.Kind;
import io.roundhouse.toolgraph.CostWeights;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.GraphException;
import io.roundhouse.toolgraph.heal.HealPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads the section {@code graphs}. */
final class GraphsReader {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_./-]{1,128}");
  private static final Pattern ITEM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private GraphsReader() {}

  static Map<String, GraphConfig> read(Map<String, Node> section) {
    Map<String, GraphConfig> graphs = new LinkedHashMap<>();
    Map<String, List<String>> calls = new LinkedHashMap<>();
    section.forEach((name, node) -> {
      GraphConfig graph = graph(name, node);
      graphs.put(name, graph);
      calls.put(name, graph.steps().values().stream().map(step -> step.binding().tool()).toList());
    });
    for (List<String> circle : Cycles.in(calls)) {
      Node graph = section.get(circle.getFirst());
      if (graph != null) {
        graph.problem("graphs call each other in a circle: " + String.join(" -> ", circle), "remove one of the calls");
      }
    }
    return graphs;
  }

  /** The name, after a check that templates can refer to it. */
  static String itemName(Node place, String name) {
    if (!name.isEmpty() && !ITEM.matcher(name).matches()) {
      place.scope().problem(place.start(), "item name '" + name + "'", "expected 1 to 64 letters, digits, _ or -");
    } else if (Templates.RESERVED.contains(name)) {
      place.scope().problem(place.start(), "item name '" + name + "' stands for facts about the run", "choose another name");
    }
    return name;
  }

  private static GraphConfig graph(String name, Node node) {
    if (!NAME.matcher(name).matches()) {
      node.scope().problem(node.start(), "graph name '" + name + "'", "expected 1 to 128 letters, digits or one of _ - . /");
    }
    node.scope().references().define(Kind.TOOL, name, node.start());
    int before = node.scope().problemCount();
    Fields fields = node.fields();
    String description = fields.required("description").map(Node::nonBlank).orElse("");
    Map<String, JsonNode> inputs = inputs(fields.named("inputs"));
    Map<String, Node> goalNodes = fields.required("goals").map(Node::entries).orElse(Map.of());
    Map<String, Node> stepNodes = fields.required("steps").map(Node::entries).orElse(Map.of());
    CostWeights weights = fields.optional("weights").map(weight -> weights(weight.fields())).orElse(CostWeights.ofDefaults());
    HealPolicy retries = PoliciesReader.retries(fields.optional("retries"));
    fields.end();
    Map<String, List<String>> goals = new LinkedHashMap<>();
    goalNodes.forEach((rung, items) -> goals.put(rung, items.itemOrItems().stream().map(Node::text).toList()));
    Map<String, StepReader> readers = new LinkedHashMap<>();
    Map<String, StepConfig> steps = new LinkedHashMap<>();
    stepNodes.forEach((id, step) -> {
      StepReader reader = new StepReader(step);
      readers.put(id, reader);
      steps.put(id, reader.read(id));
    });
    GraphConfig graph = new GraphConfig(name, description, inputs, goals, steps, weights, retries);
    checkNames(graph, goalNodes, stepNodes, readers);
    if (node.scope().problemCount() == before) {
      checkShape(graph, node, stepNodes);
    }
    return graph;
  }

  private static Map<String, JsonNode> inputs(Map<String, Node> nodes) {
    Map<String, JsonNode> inputs = new LinkedHashMap<>();
    nodes.forEach((item, node) -> {
      JsonNode schema = node.json();
      MetaSchema.SCHEMAS.violations(schema).stream().findFirst().ifPresent(violation ->
          node.problem(node.place() + " is no JSON Schema: " + violation, "expected one, such as {type: string}"));
      inputs.put(itemName(node, item), schema);
    });
    return inputs;
  }

  private static CostWeights weights(Fields fields) {
    CostWeights weights = new CostWeights(
        fields.optional("price").map(node -> node.integer(0, CostWeights.MAX)).orElse(1),
        fields.optional("latency").map(node -> node.integer(0, CostWeights.MAX)).orElse(0),
        fields.optional("failure").map(node -> node.integer(0, CostWeights.MAX)).orElse(0));
    fields.end();
    return weights;
  }

  private static void checkNames(GraphConfig graph, Map<String, Node> goals, Map<String, Node> steps, Map<String, StepReader> readers) {
    Set<String> items = new TreeSet<>(graph.inputs().keySet());
    graph.steps().values().forEach(step -> items.addAll(step.binding().yields().keySet()));
    goals.values().forEach(rung -> {
      for (Node item : rung.isMapping() || rung.isEmpty() ? List.<Node>of() : rung.itemOrItems()) {
        checkItem(item, item.text(), items);
      }
    });
    readers.values().forEach(reader -> reader.uses().forEach((place, used) -> used.forEach(item -> checkItem(place, item, items))));
    graph.steps().forEach((id, step) -> {
      String undo = step.undo();
      Node node = steps.get(id);
      if (undo != null && !undo.isEmpty() && node != null && !steps.containsKey(undo)) {
        Node place = node.entries().getOrDefault("undo", node);
        place.problem(place.place() + " names the step '" + undo + "', which the graph does not have",
            NearMiss.expectation(undo, steps.keySet(), "add it"));
      }
    });
  }

  private static void checkItem(Node place, String item, Set<String> items) {
    if (!item.isEmpty() && !items.contains(item)) {
      place.problem(place.place() + " refers to the item '" + item + "', which is no input and no step yields",
          NearMiss.expectation(item, items, "add an input or a step that yields it"));
    }
  }

  private static void checkShape(GraphConfig graph, Node node, Map<String, Node> steps) {
    try {
      graph.graph(tool -> Effect.IDEMPOTENT);
    } catch (GraphException.Invalid e) {
      for (String sentence : e.problems()) {
        Node place = steps.entrySet().stream()
            .filter(step -> sentence.contains("tool '" + step.getKey() + "'") || sentence.contains("tools [" + step.getKey() + ", "))
            .map(Map.Entry::getValue)
            .findFirst().orElse(node);
        int split = sentence.indexOf("; ");
        place.problem(place.place() + ": " + (split < 0 ? sentence : sentence.substring(0, split)),
            split < 0 ? "expected a graph that holds together" : sentence.substring(split + 2));
      }
    }
  }

  /** The schema of schemas, which the validator brings along; compiled only for a file that has schemas. */
  private static final class MetaSchema {

    static final Schema SCHEMAS = Schema.parse("{\"$ref\": \"https://json-schema.org/draft/2020-12/schema\"}");

    private MetaSchema() {}
  }
}
