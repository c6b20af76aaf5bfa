package io.roundhouse.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.runtime.StepBinding;
import io.roundhouse.server.config.References.Kind;
import io.roundhouse.toolgraph.Cost;
import io.roundhouse.toolgraph.Effect;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads one step of a graph and collects which items it uses, for the graph's own check. */
final class StepReader {

  private static final int MOST_PRICE = 1_000_000;

  private final Fields fields;
  private final Map<Node, Set<String>> uses = new LinkedHashMap<>();

  StepReader(Node node) {
    this.fields = node.fields();
  }

  /** For each place the items it refers to. */
  Map<Node, Set<String>> uses() {
    return uses;
  }

  StepConfig read(String id) {
    String tool = fields.required("tool").map(Node::nonBlank).orElse("");
    fields.optional("tool").ifPresent(node -> node.scope().references().use(Kind.TOOL, node, tool));
    Map<String, JsonNode> arguments = new LinkedHashMap<>();
    Set<String> referenced = new LinkedHashSet<>();
    fields.named("with").forEach((name, template) -> {
      JsonNode json = template.json();
      Set<String> items = Templates.items(json);
      arguments.put(name, json);
      uses.put(template, items);
      referenced.addAll(items);
    });
    StepConfig step = new StepConfig(
        id,
        new StepBinding(tool, arguments, yields()),
        needs(referenced),
        fields.optional("effect").map(node -> node.oneOf(Effect.class)).orElse(null),
        fields.optional("undo").map(Node::nonBlank).orElse(null),
        fields.optional("domain").map(Node::nonBlank).orElse(null),
        fields.optional("exclusive-group").map(Node::nonBlank).orElse(null),
        fields.optional("cost").map(node -> cost(node.fields())).orElse(Cost.FREE),
        fields.optional("gate").map(node -> node.oneOf(Gate.class)).isPresent());
    fields.end();
    return step;
  }

  private List<String> needs(Set<String> referenced) {
    if (!fields.has("needs")) {
      return List.copyOf(referenced);
    }
    List<String> needs = new ArrayList<>();
    for (Node item : fields.optional("needs").map(Node::itemOrItems).orElse(List.of())) {
      uses.put(item, Set.of(item.text()));
      needs.add(item.text());
    }
    uses.forEach((place, items) -> items.stream().filter(item -> !needs.contains(item)).findFirst().ifPresent(item ->
        place.problem(place.place() + " refers to '" + item + "', which the step does not list under needs",
            "add it there, or remove needs to have it derived")));
    return needs;
  }

  private Map<String, String> yields() {
    Map<String, String> yields = new LinkedHashMap<>();
    fields.optional("yields").ifPresent(node -> {
      if (node.isMapping()) {
        node.entries().forEach((item, path) -> yields.put(GraphsReader.itemName(path, item), path.text()));
      } else if (node.isList()) {
        node.items().forEach(item -> yields.put(GraphsReader.itemName(item, item.text()), item.text()));
      } else {
        yields.put(GraphsReader.itemName(node, node.text()), "");
      }
    });
    return yields;
  }

  private static Cost cost(Fields fields) {
    long price = fields.optional("price").map(node -> scaled(node, MOST_PRICE)).orElse(0L);
    long latency = fields.optional("latency").map(node -> node.duration().toMillis()).orElse(0L);
    long failure = fields.optional("failure").map(node -> scaled(node, 1)).orElse(0L);
    fields.end();
    return new Cost(price, latency, Math.toIntExact(failure));
  }

  /** In millionths. */
  private static long scaled(Node node, long most) {
    return node.decimal(most).movePointRight(6).setScale(0, RoundingMode.HALF_UP).longValueExact();
  }

  /** What has to happen before a step may run. */
  private enum Gate {
    APPROVAL
  }
}
