package io.roundhouse.protocols.a2a.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a user says to an agent, checked. Immutable as long as nobody changes the JSON inside.
 *
 * @param json the message as it came
 * @param id the client's id of the message
 * @param contextId the conversation; empty if the client names none
 * @param taskId the task it belongs to; empty if it begins one
 * @param text all words, one part per line
 * @param data the data: alone if there is one piece, in an array if there are more, null if there is none
 * @param files the parts that are files
 */
public record IncomingMessage(
    JsonNode json, String id, String contextId, String taskId, String text, @Nullable JsonNode data, List<JsonNode> files) {

  private static final int LONGEST_ID = 512;
  private static final int MOST_PARTS = 1_000;

  public IncomingMessage {
    files = List.copyOf(files);
  }

  /**
   * Reads a message.
   *
   * @param modes media types of files that the agent takes
   * @throws A2aFault if it is not a message of a user, or has a part the agent does not take
   */
  public static IncomingMessage of(JsonNode json, List<String> modes) {
    if (!json.isObject()) {
      throw A2aFault.badField("message", "The field 'message' must be a message.");
    }
    String id = Fields.required(json, "messageId", LONGEST_ID);
    JsonNode role = json.path("role");
    if (!"ROLE_USER".equals(role.textValue()) && role.asInt(0) != 1) {
      throw A2aFault.badField("message.role", "The 'role' of a message to an agent must be ROLE_USER.");
    }
    JsonNode parts = json.path("parts");
    if (!parts.isArray() || parts.isEmpty() || parts.size() > MOST_PARTS) {
      throw A2aFault.badField("message.parts", "A message needs 1 to " + MOST_PARTS + " parts.");
    }
    return new IncomingMessage(
        json, id, bounded(json, "contextId"), bounded(json, "taskId"), words(parts), data(parts), files(parts, modes));
  }

  private static String bounded(JsonNode json, String name) {
    String value = Fields.text(json, name);
    if (value.length() > LONGEST_ID) {
      throw A2aFault.badField("message." + name, "The field '" + name + "' is longer than " + LONGEST_ID + " characters.");
    }
    return value;
  }

  private static String words(JsonNode parts) {
    List<String> words = new ArrayList<>();
    for (JsonNode part : parts) {
      if (Parts.kind(part).equals("text")) {
        words.add(part.get("text").textValue());
      }
    }
    return words.size() == 1 ? words.getFirst() : String.join("\n", words);
  }

  private static @Nullable JsonNode data(JsonNode parts) {
    ArrayNode pieces = JsonNodeFactory.instance.arrayNode();
    for (JsonNode part : parts) {
      if (Parts.kind(part).equals("data")) {
        pieces.add(part.get("data"));
      }
    }
    return pieces.size() > 1 ? pieces : pieces.get(0);
  }

  private static List<JsonNode> files(JsonNode parts, List<String> modes) {
    List<JsonNode> files = new ArrayList<>();
    for (JsonNode part : parts) {
      String kind = Parts.kind(part);
      String type = Fields.text(part, "mediaType").toLowerCase(Locale.ROOT);
      if (kind.equals("raw") || kind.equals("url")) {
        if (!takes(modes, type)) {
          throw A2aError.CONTENT_TYPE_NOT_SUPPORTED.fault(
              "This agent does not take files of this media type; its card lists what it takes.");
        }
        if (kind.equals("raw") && !isBase64(part.get("raw").textValue())) {
          throw A2aFault.badField("message.parts", "The field 'raw' of a part must be base64.");
        }
        files.add(part);
      }
    }
    return files;
  }

  private static boolean takes(List<String> modes, String type) {
    int slash = type.indexOf('/');
    String family = slash < 0 ? type : type.substring(0, slash) + "/*";
    return modes.contains("*/*") || modes.contains(type) || modes.contains(family);
  }

  private static boolean isBase64(String raw) {
    try {
      Base64.getDecoder().decode(raw.replace('-', '+').replace('_', '/'));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether words, ids and nothing else came, so that the message can be written anew from them. */
  public boolean isPlain() {
    JsonNode parts = json.path("parts");
    return parts.size() == 1 && Parts.isPlainText(parts.get(0)) && !json.has("metadata") && !json.has("extensions")
        && !json.has("referenceTaskIds");
  }

  /** A plain message as it is kept in a task's history. */
  public static ObjectNode plain(String id, String contextId, String taskId, String text) {
    ObjectNode message = JsonNodeFactory.instance.objectNode()
        .put("messageId", id).put("contextId", contextId).put("taskId", taskId).put("role", "ROLE_USER");
    message.putArray("parts").addObject().put("text", text);
    return message;
  }
}
