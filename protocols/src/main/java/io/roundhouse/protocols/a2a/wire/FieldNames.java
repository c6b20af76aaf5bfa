package io.roundhouse.protocols.a2a.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * Takes the names of fields as the protocol buffer writes them ({@code context_id}) for those of its JSON form ({@code contextId}), as
 * ProtoJSON asks of a reader. What belongs to users (metadata, data, parameters of extensions) is left alone.
 */
public final class FieldNames {

  private static final Set<String> OF_USERS = Set.of("metadata", "data", "params", "header");

  private FieldNames() {}

  /** The same object if it has no such names, otherwise a copy with the JSON form's. */
  public static JsonNode camel(JsonNode node) {
    return hasSnake(node) ? copy(node) : node;
  }

  private static boolean hasSnake(JsonNode node) {
    if (node.isObject()) {
      for (var field : node.properties()) {
        if (field.getKey().indexOf('_') > 0 || (!OF_USERS.contains(field.getKey()) && hasSnake(field.getValue()))) {
          return true;
        }
      }
    } else if (node.isArray()) {
      for (JsonNode item : node) {
        if (hasSnake(item)) {
          return true;
        }
      }
    }
    return false;
  }

  private static JsonNode copy(JsonNode node) {
    if (node.isArray()) {
      ArrayNode items = JsonNodeFactory.instance.arrayNode();
      node.forEach(item -> items.add(copy(item)));
      return items;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    node.properties().forEach(field -> {
      String name = name(field.getKey());
      if (name.equals(field.getKey()) || !node.has(name)) {
        object.set(name, OF_USERS.contains(name) ? field.getValue() : copy(field.getValue()));
      }
    });
    return object;
  }

  private static String name(String snake) {
    StringBuilder camel = new StringBuilder(snake.length());
    for (int i = 0; i < snake.length(); i++) {
      char c = snake.charAt(i);
      boolean joint = c == '_' && i > 0 && i + 1 < snake.length();
      camel.append(joint ? Character.toUpperCase(snake.charAt(++i)) : c);
    }
    return camel.toString();
  }
}
