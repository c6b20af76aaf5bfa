package io.roundhouse.protocols.a2a.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes messages. */
public final class Messages {

  private static final List<String> OF_MESSAGE = List.of("messageId", "metadata", "extensions", "referenceTaskIds");
  private static final List<String> OF_PART = List.of("text", "data", "raw", "url", "metadata", "filename", "mediaType");

  private Messages() {}

  /** What an agent says. */
  public static ObjectNode ofAgent(String id, String contextId, String taskId, List<? extends JsonNode> parts) {
    ObjectNode message = JsonNodeFactory.instance.objectNode().put("messageId", id).put("contextId", contextId);
    if (!taskId.isEmpty()) {
      message.put("taskId", taskId);
    }
    message.put("role", "ROLE_AGENT");
    ArrayNode all = message.putArray("parts");
    parts.forEach(all::add);
    return message;
  }

  /** What a user said, as it is kept: fields that the protocol does not know are left out. */
  public static ObjectNode kept(JsonNode message, String contextId) {
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    copy(message, kept, OF_MESSAGE);
    kept.put("contextId", contextId).put("role", "ROLE_USER");
    ArrayNode parts = kept.putArray("parts");
    message.path("parts").forEach(part -> copy(part, parts.addObject(), OF_PART));
    return kept;
  }

  private static void copy(JsonNode from, ObjectNode to, List<String> names) {
    for (String name : names) {
      JsonNode value = from.path(name);
      if (!value.isMissingNode() && (!value.isNull() || name.equals("data"))) {
        to.set(name, value);
      }
    }
  }
}
