package io.roundhouse.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Plain text as a structured result. */
final class ToolResultText {

  private ToolResultText() {}

  static JsonNode of(String text) {
    return TextNode.valueOf(text);
  }
}
