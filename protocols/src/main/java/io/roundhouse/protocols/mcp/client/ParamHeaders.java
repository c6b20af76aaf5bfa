package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.runtime.CatalogException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The arguments of a tool that its server wants to see as headers, too: properties with {@code x-mcp-header} in the input schema
 * (specification 2026-07-28, "Custom Headers from Tool Parameters"). Immutable.
 */
record ParamHeaders(List<Mirrored> mirrored) {

  /** One argument and its header. */
  record Mirrored(List<String> path, String header) {}

  private static final String MARK = "x-mcp-header";
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
  private static final Set<String> PRIMITIVES = Set.of("string", "integer", "boolean");
  private static final long SAFE = (1L << 53) - 1;

  /**
   * Reads the marks of a schema.
   *
   * @throws CatalogException if a mark breaks a rule; the tool is of no use then
   */
  static ParamHeaders of(JsonNode schema) {
    List<Mirrored> found = new ArrayList<>();
    collect(schema, List.of(), found, new HashSet<>());
    int marks = schema.findValues(MARK).size();
    if (marks != found.size()) {
      throw new CatalogException("it marks " + (marks - found.size()) + " parameters with " + MARK
          + " that are no plain properties of its input");
    }
    return new ParamHeaders(List.copyOf(found));
  }

  private static void collect(JsonNode schema, List<String> path, List<Mirrored> found, Set<String> names) {
    schema.path("properties").properties().forEach(entry -> {
      JsonNode property = entry.getValue();
      List<String> here = new ArrayList<>(path);
      here.add(entry.getKey());
      JsonNode mark = property.get(MARK);
      if (mark != null && !mark.isObject()) {
        String name = mark.asText();
        if (!mark.isTextual() || !TOKEN.matcher(name).matches()) {
          throw new CatalogException("the " + MARK + " of parameter '" + entry.getKey() + "' is not the name of a header");
        }
        if (!PRIMITIVES.contains(property.path("type").asText())) {
          throw new CatalogException("parameter '" + entry.getKey() + "' has " + MARK + ", but is no string, integer or boolean");
        }
        if (!names.add(name.toLowerCase(Locale.ROOT))) {
          throw new CatalogException("two parameters have the " + MARK + " '" + name + "'");
        }
        found.add(new Mirrored(List.copyOf(here), "Mcp-Param-" + name));
      }
      collect(property, here, found, names);
    });
  }

  /** The headers for these arguments; those that are missing or null have none. */
  Map<String, String> values(JsonNode arguments) {
    Map<String, String> headers = new HashMap<>();
    for (Mirrored one : mirrored) {
      JsonNode value = arguments;
      for (String step : one.path()) {
        value = value.path(step);
      }
      if (value.isTextual() || value.isBoolean() || (value.isIntegralNumber() && Math.abs(value.longValue()) <= SAFE)) {
        headers.put(one.header(), encode(value.asText()));
      } else if (value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue())) {
        headers.put(one.header(), value.decimalValue().toBigInteger().toString());
      }
    }
    return headers;
  }

  /** A value as a header may carry it: plain if every character is visible ASCII or an inner space, Base64 with a mark otherwise. */
  static String encode(String value) {
    boolean plain = value.chars().allMatch(c -> c >= ' ' && c < 127)
        && value.equals(value.strip())
        && !(value.startsWith("=?base64?") && value.endsWith("?="));
    return plain ? value : "=?base64?" + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + "?=";
  }
}
