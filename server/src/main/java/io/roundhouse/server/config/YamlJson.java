package io.roundhouse.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads a piece of YAML as JSON: for schemas and for argument templates. */
final class YamlJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int MOST_LEVELS = 40;

  private YamlJson() {}

  static JsonNode of(org.yaml.snakeyaml.nodes.Node yaml, Node place) {
    return convert(yaml, place, 0);
  }

  private static JsonNode convert(org.yaml.snakeyaml.nodes.Node yaml, Node place, int level) {
    if (level > MOST_LEVELS) {
      place.problem(place.place() + " is nested deeper than " + MOST_LEVELS + " levels", "expected fewer levels and no circular alias");
      return JSON.nullNode();
    }
    if (yaml instanceof MappingNode mapping) {
      ObjectNode object = JSON.objectNode();
      for (NodeTuple tuple : mapping.getValue()) {
        String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (object.has(key)) {
          place.scope().problem(Mark.of(tuple.getKeyNode().getStartMark()), "'" + key + "' is there twice in " + place.place(),
              "expected every key once");
        }
        object.set(key, convert(tuple.getValueNode(), place, level + 1));
      }
      return object;
    }
    if (yaml instanceof SequenceNode sequence) {
      ArrayNode array = JSON.arrayNode();
      sequence.getValue().forEach(item -> array.add(convert(item, place, level + 1)));
      return array;
    }
    return scalar((ScalarNode) yaml);
  }

  private static JsonNode scalar(ScalarNode scalar) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.NULL)) {
      return JSON.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return JSON.booleanNode(switch (text.toLowerCase(Locale.ROOT)) {
        case "true", "yes", "on" -> true;
        default -> false;
      });
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return number(text, tag.equals(Tag.INT));
    }
    return JSON.textNode(text);
  }

  private static JsonNode number(String text, boolean whole) {
    try {
      if (!whole) {
        return JSON.numberNode(new BigDecimal(text));
      }
      BigInteger value = new BigInteger(text);
      return value.bitLength() < Long.SIZE ? JSON.numberNode(value.longValueExact()) : JSON.numberNode(value);
    } catch (NumberFormatException e) {
      // YAML's hexadecimal, octal, base-60 and infinite numbers have no place in JSON: they stay text
      return JSON.textNode(text);
    }
  }
}
