package io.roundhouse.protocols.a2a;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads and writes A2A's objects in their ProtoJSON form. Unknown fields are ignored. */
final class A2aCodec {

  private static final String RUN = "io.roundhouse/run";
  private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private A2aCodec() {}

  /** A message of a user; one without a conversation begins a new one. */
  static Message message(JsonNode json) {
    if (!json.isObject()) {
      throw A2aError.badField("message", "The parameter 'message' must be a message.");
    }
    String id = json.path("messageId").asText("");
    if (id.isEmpty()) {
      throw A2aError.badField("message.messageId", "A message needs a 'messageId'.");
    }
    if (!json.path("role").asText("").equals("ROLE_USER")) {
      throw A2aError.badField("message.role", "The 'role' of a message to an agent must be ROLE_USER.");
    }
    JsonNode parts = json.path("parts");
    if (!parts.isArray() || parts.isEmpty()) {
      throw A2aError.badField("message.parts", "A message needs at least one part.");
    }
    List<Part> all = new ArrayList<>();
    parts.forEach(part -> all.add(part(part)));
    String context = json.path("contextId").asText("");
    String task = json.path("taskId").asText("");
    return new Message(
        id, context.isEmpty() ? UUID.randomUUID().toString() : context, task.isEmpty() ? null : task, true, all, null);
  }

  private static Part part(JsonNode json) {
    int kinds = 0;
    for (String kind : List.of("text", "data", "raw", "url")) {
      kinds += json.has(kind) ? 1 : 0;
    }
    if (kinds != 1 || (json.has("text") && !json.get("text").isTextual())) {
      throw A2aError.badField("message.parts", "A part needs exactly one of a string 'text', 'data', 'raw' and 'url'.");
    }
    if (json.has("text")) {
      return new Part.Text(json.get("text").textValue());
    }
    return json.has("data") ? new Part.Data(json.get("data")) : new Part.File();
  }

  static ObjectNode json(Message message) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("messageId", message.id()).put("contextId", message.contextId());
    if (message.taskId() != null) {
      json.put("taskId", message.taskId());
    }
    json.put("role", message.fromUser() ? "ROLE_USER" : "ROLE_AGENT");
    json.set("parts", parts(message));
    if (message.run() != null) {
      json.putObject("metadata").put(RUN, message.run().value());
    }
    return json;
  }

  static ObjectNode json(Task task) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", task.id()).put("contextId", task.contextId());
    ObjectNode status = json.putObject("status").put("state", "TASK_STATE_" + task.state());
    if (task.status() != null) {
      status.set("message", json(task.status()));
    }
    status.put("timestamp", timestamp(task.since()));
    if (task.artifact() != null) {
      ObjectNode artifact = json.putArray("artifacts").addObject().put("artifactId", "result").put("name", "result");
      artifact.set("parts", parts(task.artifact()));
    }
    if (task.request() != null) {
      json.putArray("history").add(json(task.request()));
    }
    json.putObject("metadata").put(RUN, task.id());
    return json;
  }

  private static ArrayNode parts(Message message) {
    ArrayNode parts = JsonNodeFactory.instance.arrayNode();
    for (Part part : message.parts()) {
      switch (part) {
        case Part.Text text -> parts.addObject().put("text", text.text()).put("mediaType", "text/plain");
        case Part.Data data -> parts.addObject().put("mediaType", "application/json").set("data", data.data());
        case Part.File file -> throw new IllegalStateException("agents neither take nor give files");
      }
    }
    return parts;
  }

  private static String timestamp(Instant instant) {
    return MILLIS.format(instant);
  }
}
