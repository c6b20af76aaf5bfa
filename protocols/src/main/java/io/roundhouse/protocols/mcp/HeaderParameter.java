package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An argument that clients repeat in the header {@code Mcp-Param-<name>}, because the tool's schema says so with
 * {@code x-mcp-header}.
 *
 * @param path the names of the properties that lead to the argument
 */
record HeaderParameter(String header, List<String> path) {

  private static final String ANNOTATION = "x-mcp-header";
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Set<String> TYPES = Set.of("string", "integer", "boolean");
  private static final int DEEPEST = 16;

  HeaderParameter {
    path = List.copyOf(path);
  }

  /**
   * The annotated arguments of a schema.
   *
   * @throws IllegalArgumentException if an annotation breaks the protocol's rules; clients would leave the tool out
   */
  static List<HeaderParameter> of(JsonNode schema) {
    List<HeaderParameter> found = new ArrayList<>();
    collect(schema, List.of(), found);
    Set<String> names = new HashSet<>();
    for (HeaderParameter parameter : found) {
      if (!names.add(parameter.header().toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("two arguments ask for the header '" + parameter.header() + "'");
      }
    }
    if (occurrences(schema) != found.size()) {
      throw new IllegalArgumentException("'" + ANNOTATION + "' is only allowed on properties within properties");
    }
    return List.copyOf(found);
  }

  /** The argument's value; missing if it is not given. */
  JsonNode value(JsonNode arguments) {
    JsonNode at = arguments;
    for (String name : path) {
      at = at.path(name);
    }
    return at;
  }

  private static void collect(JsonNode schema, List<String> path, List<HeaderParameter> found) {
    if (path.size() > DEEPEST) {
      return;
    }
    schema.path("properties").properties().forEach(entry -> {
      JsonNode property = entry.getValue();
      List<String> here = new ArrayList<>(path);
      here.add(entry.getKey());
      if (property.has(ANNOTATION)) {
        found.add(new HeaderParameter(name(entry.getKey(), property), here));
      }
      collect(property, here, found);
    });
  }

  private static String name(String argument, JsonNode property) {
    String name = property.path(ANNOTATION).asText("");
    if (!property.path(ANNOTATION).isTextual() || !TOKEN.matcher(name).matches()) {
      throw new IllegalArgumentException("argument '" + argument + "' asks for the header '" + name + "', which is no header name");
    }
    if (!TYPES.contains(property.path("type").asText(""))) {
      throw new IllegalArgumentException("argument '" + argument + "' asks for a header, but is no string, integer or boolean");
    }
    return name;
  }

  private static int occurrences(JsonNode node) {
    int count = node.isObject() && node.has(ANNOTATION) && !node.path(ANNOTATION).isObject() ? 1 : 0;
    for (JsonNode child : node) {
      count += occurrences(child);
    }
    return count;
  }
}
