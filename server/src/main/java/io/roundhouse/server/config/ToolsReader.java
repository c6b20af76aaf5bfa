package io.roundhouse.server.config;

import io.roundhouse.server.config.References.Kind;
import io.roundhouse.toolgraph.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the section {@code tools}. */
final class ToolsReader {

  private ToolsReader() {}

  static List<ToolClassConfig> read(List<Node> section) {
    List<ToolClassConfig> tools = new ArrayList<>();
    for (Node node : section) {
      tools(node.fields()).ifPresent(tools::add);
    }
    return tools;
  }

  private static Optional<ToolClassConfig> tools(Fields fields) {
    Optional<Node> name = fields.required("class");
    List<String> words = fields.listed("args").stream().map(Node::word).toList();
    String prefix = fields.optional("prefix").map(Node::text).orElse("");
    Effect effect = fields.optional("effect").map(node -> node.oneOf(Effect.class)).orElse(null);
    Duration timeout = fields.optional("timeout").map(Node::duration).orElse(null);
    Map<String, Node> effectNodes = fields.named("effects");
    Map<String, Node> timeoutNodes = fields.named("timeouts");
    fields.end();
    Optional<Class<?>> type = name.flatMap(JavaObjectReader::type);
    if (name.isEmpty() || type.isEmpty()) {
      return Optional.empty();
    }
    Set<String> tools = ToolClasses.toolNames(type.get());
    if (tools.isEmpty()) {
      name.get().problem("class " + type.get().getName() + " has no @Tool method", "annotate a method with @Tool");
    }
    tools.forEach(tool -> name.get().scope().references().define(Kind.TOOL, prefix + tool, name.get().mark()));
    Map<String, Effect> effects = perTool(effectNodes, tools, node -> node.oneOf(Effect.class));
    Map<String, Duration> timeouts = perTool(timeoutNodes, tools, Node::duration);
    return JavaObjectReader.object(name.get(), type.get(), words).map(object -> new ToolClassConfig(
        object, prefix, effect, effects, timeout, timeouts));
  }

  private static <T> Map<String, T> perTool(Map<String, Node> entries, Set<String> tools, Function<Node, T> value) {
    Map<String, T> values = new LinkedHashMap<>();
    entries.forEach((tool, node) -> {
      if (!tools.contains(tool)) {
        node.scope().problem(node.start(), "the class has no tool '" + tool + "'", NearMiss.expectation(tool, tools, "remove it"));
      }
      values.put(tool, value.apply(node));
    });
    return values;
  }
}
