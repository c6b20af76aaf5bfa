package io.roundhouse.runtime.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolSpecification;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.Tool;
import io.roundhouse.toolgraph.Effect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tools a model is offered, under names that every provider takes (letters, digits, {@code _} and {@code -}). Immutable. */
record ModelTools(Map<String, Tool> byModelName) {

  private static final int LONGEST_NAME = 64;

  static ModelTools of(Catalog catalog, List<String> allowed) {
    Map<String, Tool> offered = new LinkedHashMap<>();
    for (Tool tool : catalog.tools()) {
      if (allowed.stream().anyMatch(pattern -> matches(pattern, tool.name()))) {
        offered.put(unique(tool.name(), offered), tool);
      }
    }
    return new ModelTools(offered);
  }

  List<ToolSpecification> specifications() {
    return byModelName.entrySet().stream().map(entry -> specification(entry.getKey(), entry.getValue())).toList();
  }

  /** Whether calling any of them changes nothing. */
  boolean isPure() {
    return byModelName.values().stream().allMatch(tool -> tool.effect() == Effect.PURE);
  }

  Optional<String> catalogName(String modelName) {
    return Optional.ofNullable(byModelName.get(modelName)).map(Tool::name);
  }

  private static boolean matches(String pattern, String name) {
    return pattern.endsWith("*") ? name.startsWith(pattern.substring(0, pattern.length() - 1)) : name.equals(pattern);
  }

  private static String unique(String name, Map<String, Tool> taken) {
    String plain = name.replaceAll("[^A-Za-z0-9_-]", "_");
    String candidate = plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
    for (int i = 2; taken.containsKey(candidate); i++) {
      String suffix = "_" + i;
      candidate = plain.substring(0, Math.min(plain.length(), LONGEST_NAME - suffix.length())) + suffix;
    }
    return candidate;
  }

  private static ToolSpecification specification(String name, Tool tool) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", name);
    json.put("description", tool.description());
    json.set("parameters", tool.input().document());
    return ToolSpecification.fromJson(json.toString());
  }
}
