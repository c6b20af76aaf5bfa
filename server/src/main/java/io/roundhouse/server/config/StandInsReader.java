package io.roundhouse.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.roundhouse.runtime.StepBinding;
import io.roundhouse.server.config.References.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the section {@code stand-ins}: which tools may answer in place of which. */
final class StandInsReader {

  private static final String ARGUMENTS = "arguments";

  private StandInsReader() {}

  static Map<String, List<StepBinding>> read(Map<String, Node> section) {
    Map<String, List<StepBinding>> standIns = new LinkedHashMap<>();
    section.forEach((tool, node) -> {
      node.scope().references().use(Kind.TOOL, node, tool);
      List<StepBinding> bindings = new ArrayList<>();
      for (Node standIn : node.items()) {
        bindings.add(standIn(standIn));
      }
      if (node.isList() && bindings.isEmpty()) {
        node.problem(node.place() + " is an empty list", "expected at least one stand-in");
      }
      standIns.put(tool, bindings);
    });
    return standIns;
  }

  private static StepBinding standIn(Node node) {
    if (!node.isMapping() && !node.isList()) {
      node.scope().references().use(Kind.TOOL, node, node.text());
      return new StepBinding(node.text(), passedOn(), Map.of());
    }
    Fields fields = node.fields();
    String tool = fields.required("tool").map(Node::nonBlank).orElse("");
    fields.optional("tool").ifPresent(name -> name.scope().references().use(Kind.TOOL, name, tool));
    Map<String, JsonNode> arguments = fields.has("with") ? arguments(fields.named("with")) : passedOn();
    Map<String, String> yields = new LinkedHashMap<>();
    fields.optional("result").ifPresent(path -> yields.put("result", path.text()));
    fields.end();
    return new StepBinding(tool, arguments, yields);
  }

  private static Map<String, JsonNode> passedOn() {
    return Map.of("*", TextNode.valueOf("$" + ARGUMENTS));
  }

  private static Map<String, JsonNode> arguments(Map<String, Node> templates) {
    Map<String, JsonNode> arguments = new LinkedHashMap<>();
    templates.forEach((name, template) -> {
      JsonNode json = template.json();
      arguments.put(name, json);
      for (String item : Templates.items(json)) {
        if (!item.equals(ARGUMENTS)) {
          template.problem(template.place() + " refers to '" + item + "'", "expected $arguments.name, an argument of the call");
        }
      }
    });
    return arguments;
  }
}
