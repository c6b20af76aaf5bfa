package io.roundhouse.protocols.mcp.conformance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.runtime.ToolResult;
import java.util.List;

/** Content blocks in the words of MCP. */
final class Blocks {

  /** One red dot. */
  static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";

  /** No sound at all. */
  static final String WAV = "UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAA=";

  private Blocks() {}

  static ObjectNode text(String text) {
    return JsonNodeFactory.instance.objectNode().put("type", "text").put("text", text);
  }

  static ObjectNode image() {
    return JsonNodeFactory.instance.objectNode().put("type", "image").put("data", PNG).put("mimeType", "image/png");
  }

  static ObjectNode audio() {
    return JsonNodeFactory.instance.objectNode().put("type", "audio").put("data", WAV).put("mimeType", "audio/wav");
  }

  static ObjectNode resource(String uri, String mimeType, String text) {
    ObjectNode block = JsonNodeFactory.instance.objectNode().put("type", "resource");
    block.putObject("resource").put("uri", uri).put("mimeType", mimeType).put("text", text);
    return block;
  }

  static ToolResult result(ObjectNode... blocks) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.putArray("content").addAll(List.of(blocks));
    return ToolResult.of(result);
  }
}
