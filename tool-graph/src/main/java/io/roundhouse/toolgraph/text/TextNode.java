package io.roundhouse.toolgraph.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A parsed piece of YAML or JSON that still knows its line, so that a mistake can be pointed at. */
sealed interface TextNode {

  /** Deeper nesting than any graph has; protects the stack. */
  int MAX_DEPTH = 20;

  int line();

  /** A text, number, boolean or null; {@code kind} is the token it was written as. */
  record Scalar(String text, JsonToken kind, int line) implements TextNode {
    @Override
    public String toString() {
      return kind == JsonToken.VALUE_NULL ? "nothing" : "'" + text + "'";
    }
  }

  /** A list. */
  record Sequence(List<TextNode> nodes, int line) implements TextNode {
    @Override
    public String toString() {
      return "a list";
    }
  }

  /** Fields in the order they were written. */
  record Fields(Map<String, TextNode> nodes, int line) implements TextNode {
    @Override
    public String toString() {
      return "fields";
    }
  }

  /** Reads the node that starts at the parser's current token; {@code problems} gets keys that are there twice. */
  static TextNode read(JsonParser parser, int depth, List<String> problems) throws IOException {
    JsonToken token = parser.currentToken();
    int line = parser.currentTokenLocation().getLineNr();
    if (depth > MAX_DEPTH) {
      problems.add("line " + line + ": found more than " + MAX_DEPTH + " levels; expected a graph");
      parser.skipChildren();
      return new Scalar("", JsonToken.VALUE_NULL, line);
    }
    if (token == JsonToken.START_OBJECT) {
      Map<String, TextNode> nodes = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        int keyLine = parser.currentTokenLocation().getLineNr();
        parser.nextToken();
        if (nodes.putIfAbsent(key, read(parser, depth + 1, problems)) != null) {
          problems.add("line " + keyLine + ": found '" + key + "' a second time; expected each key once");
        }
      }
      return new Fields(nodes, line);
    }
    if (token == JsonToken.START_ARRAY) {
      List<TextNode> nodes = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        nodes.add(read(parser, depth + 1, problems));
      }
      return new Sequence(nodes, line);
    }
    return new Scalar(parser.getText(), token, line);
  }
}
