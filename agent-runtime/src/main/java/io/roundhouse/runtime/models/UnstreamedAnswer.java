package io.roundhouse.runtime.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole completion where a stream was asked for: some OpenAI-compatible servers do not stream, or not with every model, and answer with
 * JSON. Told as a stream of one event.
 */
final class UnstreamedAnswer {

  private static final ObjectMapper JSON = new ObjectMapper();

  private UnstreamedAnswer() {}

  /** Whether the body to this head is JSON, not a stream of events. */
  static boolean isHeadOf(SuccessfulHttpResponse head) {
    return head.headers().entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("content-type"))
        .map(Map.Entry::getValue).flatMap(List::stream)
        .anyMatch(type -> type.regionMatches(true, 0, "application/json", 0, "application/json".length()));
  }

  /** The completion as the one chunk of a stream; empty if it is none. */
  static Optional<String> asChunk(String body) {
    try {
      if (!(JSON.readTree(body) instanceof ObjectNode completion) || !completion.path("choices").isArray()) {
        return Optional.empty();
      }
      for (JsonNode choice : completion.path("choices")) {
        if (choice instanceof ObjectNode whole && whole.remove("message") instanceof ObjectNode message) {
          number(message.path("tool_calls"));
          whole.set("delta", message);
        }
      }
      return Optional.of(completion.toString());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** In a stream, tool calls are told apart by their index. */
  private static void number(JsonNode toolCalls) {
    int index = 0;
    for (JsonNode call : toolCalls) {
      if (call instanceof ObjectNode object) {
        object.put("index", index++);
      }
    }
  }
}
