package io.roundhouse.protocols.a2a.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The pieces of messages and artifacts. */
public final class Parts {

  private static final List<String> KINDS = List.of("text", "data", "raw", "url");

  private Parts() {}

  /** Words. */
  public static ObjectNode text(String text) {
    return JsonNodeFactory.instance.objectNode().put("text", text).put("mediaType", "text/plain");
  }

  /** Structured data. */
  public static ObjectNode data(JsonNode data) {
    ObjectNode part = JsonNodeFactory.instance.objectNode();
    part.set("data", data);
    return part.put("mediaType", "application/json");
  }

  /** A question to the agent that carries words alone. */
  static boolean isPlainText(JsonNode part) {
    return part.size() == 1 && part.path("text").isTextual();
  }

  static String kind(JsonNode part) {
    String kind = "";
    int kinds = 0;
    for (String name : KINDS) {
      boolean there = part.has(name) && (name.equals("data") || !part.get(name).isNull());
      kinds += there ? 1 : 0;
      kind = there ? name : kind;
    }
    if (kinds != 1 || (!kind.equals("data") && !part.get(kind).isTextual())) {
      throw A2aFault.badField("message.parts", "A part needs exactly one of a string 'text', 'raw' or 'url', and 'data'.");
    }
    return kind;
  }
}
