package io.roundhouse.protocols.a2a;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundhouse.runtime.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One turn of a conversation. Immutable.
 *
 * @param contextId the conversation
 * @param taskId the task it belongs to, if it belongs to one
 * @param run the run it came from, if it is ours
 */
record Message(
    String id, String contextId, @Nullable String taskId, boolean fromUser, List<Part> parts, @Nullable RunId run) {

  Message {
    parts = List.copyOf(parts);
  }

  /** An answer of an agent in words, and in data if there is any. */
  static Message answer(String contextId, @Nullable String taskId, RunId run, String text, @Nullable JsonNode data) {
    List<Part> parts = new ArrayList<>();
    if (!text.isEmpty() || data == null) {
      parts.add(new Part.Text(text));
    }
    if (data != null) {
      parts.add(new Part.Data(data));
    }
    return new Message(UUID.randomUUID().toString(), contextId, taskId, false, parts, run);
  }

  /** All words, one part per line. */
  String text() {
    return parts.stream()
        .filter(Part.Text.class::isInstance)
        .map(part -> ((Part.Text) part).text())
        .collect(Collectors.joining("\n"));
  }

  /** The data: alone if there is one piece, in an array if there are more, null if there is none. */
  @Nullable JsonNode data() {
    ArrayNode pieces = JsonNodeFactory.instance.arrayNode();
    for (Part part : parts) {
      if (part instanceof Part.Data data) {
        pieces.add(data.data());
      }
    }
    return pieces.size() > 1 ? pieces : pieces.get(0);
  }
}
