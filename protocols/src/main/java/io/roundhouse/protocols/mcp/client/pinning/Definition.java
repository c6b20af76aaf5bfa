package io.roundhouse.protocols.mcp.client.pinning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a server says about one of its tools, reduced to what a caller or a model relies on: name, title, description, both schemas and
 * the hints about its effect. Immutable as long as nobody changes the JSON inside.
 */
public record Definition(ObjectNode json) {

  private static final List<String> PARTS = List.of("name", "title", "description", "inputSchema", "outputSchema", "annotations");
  private static final ObjectMapper SORTED = JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
  private static final int SHOWN = 300;

  /** The definition in a tool of {@code tools/list}. */
  public static Definition of(JsonNode listed) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (String part : PARTS) {
      JsonNode value = listed.get(part);
      if (value != null && !value.isNull()) {
        json.set(part, value);
      }
    }
    return new Definition(json);
  }

  /** The server's name of the tool. */
  public String name() {
    return json.path("name").asText("");
  }

  /** SHA-256 of the definition with the members of its objects in order, so that only changes of meaning change it. */
  public String fingerprint() {
    try {
      String canonical = SORTED.writeValueAsString(SORTED.treeToValue(json, Object.class));
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + HexFormat.of().formatHex(digest);
    } catch (JsonProcessingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What {@code newer} says differently, a line for each place, such as {@code ~ description: "old" -> "new"}. */
  public List<String> differences(Definition newer) {
    Map<String, String> before = flat(json);
    Map<String, String> after = flat(newer.json);
    TreeSet<String> places = new TreeSet<>(before.keySet());
    places.addAll(after.keySet());
    List<String> lines = new ArrayList<>();
    for (String place : places) {
      String old = before.get(place);
      String now = after.get(place);
      if (old == null) {
        lines.add("+ " + place + ": " + now);
      } else if (now == null) {
        lines.add("- " + place + ": " + old);
      } else if (!old.equals(now)) {
        lines.add("~ " + place + ": " + old + " -> " + now);
      }
    }
    return lines;
  }

  private static Map<String, String> flat(JsonNode json) {
    Map<String, String> places = new TreeMap<>();
    flatten("", json, places);
    return places;
  }

  private static void flatten(String place, JsonNode json, Map<String, String> places) {
    if (json.isContainerNode() && (!json.isEmpty() || place.isEmpty())) {
      int index = 0;
      for (Map.Entry<String, JsonNode> member : json.properties()) {
        flatten(place.isEmpty() ? visible(member.getKey()) : place + "." + visible(member.getKey()), member.getValue(), places);
      }
      if (json.isArray()) {
        for (JsonNode element : json) {
          flatten(place + "[" + index++ + "]", element, places);
        }
      }
    } else {
      String text = visible(json.toString());
      places.put(place, text.length() > SHOWN ? text.substring(0, SHOWN) + "... (" + text.length() + " characters)" : text);
    }
  }

  /** A text of a server as it may go to a log or a terminal. */
  public static String shown(String text) {
    return visible(text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text);
  }

  /** The text with every character that would not show, or would disturb the terminal, as its number. */
  static String visible(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().forEach(point -> {
      if (HiddenCharacters.isHidden(point) || Character.isISOControl(point)) {
        shown.append("\\u{").append(Integer.toHexString(point)).append('}');
      } else {
        shown.appendCodePoint(point);
      }
    });
    return shown.toString();
  }
}
