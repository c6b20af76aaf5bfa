package io.roundhouse.runtime.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Strikes out secrets: those that are known, what looks like a credential, and fields whose name says that they hold one. Immutable. */
final class Redaction {

  private static final String STRUCK = "[redacted]";
  private static final int SHORTEST_SECRET = 4;
  private static final Pattern CREDENTIAL = Pattern.compile(
      "\\b(?:sk|pk|rk)-[A-Za-z0-9_-]{16,200}|\\bAKIA[A-Z0-9]{16}\\b|\\bgh[pousr]_[A-Za-z0-9]{20,255}"
          + "|\\beyJ[A-Za-z0-9_-]{10,2000}\\.[A-Za-z0-9_-]{10,4000}\\.[A-Za-z0-9_-]{0,1000}|(?i:\\bbearer )[A-Za-z0-9._~+/=-]{8,4000}");
  private static final Pattern NAME =
      Pattern.compile("password|passwd|secret|api[_-]?key|authorization|access[_-]?token|refresh[_-]?token|credential");

  private final List<String> secrets;

  Redaction(List<String> secrets) {
    this.secrets = secrets.stream().filter(secret -> secret.length() >= SHORTEST_SECRET).toList();
  }

  JsonNode of(JsonNode value) {
    if (value.isTextual()) {
      return TextNode.valueOf(text(value.textValue()));
    }
    if (value.isArray()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      value.forEach(item -> list.add(of(item)));
      return list;
    }
    if (value.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      value.properties().forEach(field -> object.set(field.getKey(),
          field.getValue().isValueNode() && NAME.matcher(field.getKey().toLowerCase(Locale.ROOT)).find()
              ? TextNode.valueOf(STRUCK)
              : of(field.getValue())));
      return object;
    }
    return value;
  }

  private String text(String text) {
    String struck = text;
    for (String secret : secrets) {
      struck = struck.replace(secret, STRUCK);
    }
    return CREDENTIAL.matcher(struck).replaceAll(STRUCK);
  }
}
