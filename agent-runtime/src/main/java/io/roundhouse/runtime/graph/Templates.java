package io.roundhouse.runtime.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills argument templates with item values; see {@link io.roundhouse.runtime.StepBinding} for the language. */
final class Templates {

  private static final Pattern WHOLE = Pattern.compile("\\$([A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*)");
  private static final Pattern PART = Pattern.compile("\\$\\{([A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*)}");

  private static final String SPREAD = "*";

  private final Map<String, JsonNode> values;

  Templates(Map<String, JsonNode> values) {
    this.values = values;
  }

  ObjectNode fill(Map<String, JsonNode> arguments) {
    ObjectNode filled = JsonNodeFactory.instance.objectNode();
    arguments.forEach((name, template) -> {
      JsonNode value = fill(template);
      if (name.equals(SPREAD) && value.isObject()) {
        value.properties().forEach(field -> filled.set(field.getKey(), field.getValue()));
      } else if (!value.isMissingNode()) {
        filled.set(name, value);
      }
    });
    return filled;
  }

  private JsonNode fill(JsonNode template) {
    return switch (template.getNodeType()) {
      case STRING -> text(template.textValue());
      case OBJECT -> {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        template.properties().forEach(field -> {
          JsonNode value = fill(field.getValue());
          if (!value.isMissingNode()) {
            object.set(field.getKey(), value);
          }
        });
        yield object;
      }
      case ARRAY -> {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        template.forEach(element -> array.add(fill(element)));
        yield array;
      }
      default -> template;
    };
  }

  private JsonNode text(String template) {
    if (template.startsWith("$$")) {
      return TextNode.valueOf(template.substring(1));
    }
    Matcher whole = WHOLE.matcher(template);
    if (whole.matches()) {
      return value(whole.group(1));
    }
    if (!template.contains("${")) {
      return TextNode.valueOf(template);
    }
    return TextNode.valueOf(PART.matcher(template).replaceAll(part -> Matcher.quoteReplacement(value(part.group(1)).asText())));
  }

  /** The value at {@code item.field.field}; missing if there is none. */
  private JsonNode value(String path) {
    String[] names = path.split("\\.", -1);
    JsonNode value = values.get(names[0]);
    for (int i = 1; value != null && i < names.length; i++) {
      value = value.isArray() && names[i].chars().allMatch(Character::isDigit)
          ? value.get(Integer.parseInt(names[i]))
          : value.get(names[i]);
    }
    return value == null ? JsonNodeFactory.instance.missingNode() : value;
  }

  /** The value at a dotted path inside a result; an empty path is the result itself. */
  static JsonNode at(JsonNode result, String path) {
    JsonNode value = result;
    for (String name : path.isEmpty() ? new String[0] : path.split("\\.", -1)) {
      value = value.path(name);
    }
    return value;
  }
}
