package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Puts the addresses of a server's resources where our clients can read them: behind the server's space. */
final class Renaming {

  private Renaming() {}

  /** A result of {@code resources/read}. */
  static ObjectNode contents(JsonNode result, String space) {
    ObjectNode renamed = copy(result);
    renamed.path("contents").forEach(content -> rename(content, space));
    return renamed;
  }

  /** A result of {@code prompts/get}. */
  static ObjectNode messages(JsonNode result, String space) {
    ObjectNode renamed = copy(result);
    renamed.remove("resultType");
    renamed.path("messages").forEach(message -> block(message.path("content"), space));
    return renamed;
  }

  /** A list of content blocks, such as the content of a tool's result. */
  static JsonNode blocks(JsonNode content, String space) {
    JsonNode renamed = content.deepCopy();
    renamed.forEach(block -> block(block, space));
    return renamed;
  }

  private static void block(JsonNode block, String space) {
    switch (block.path("type").asText()) {
      case "resource_link" -> rename(block, space);
      case "resource" -> rename(block.path("resource"), space);
      default -> { }
    }
  }

  private static void rename(JsonNode owner, String space) {
    if (owner instanceof ObjectNode object && owner.path("uri").isTextual()) {
      object.put("uri", space + owner.path("uri").asText());
    }
  }

  private static ObjectNode copy(JsonNode result) {
    return result instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
  }
}
