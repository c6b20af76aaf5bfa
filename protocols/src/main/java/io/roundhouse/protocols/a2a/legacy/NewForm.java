package io.roundhouse.protocols.a2a.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes the objects of 0.3 as those of 1.0. What is not understood is left out, for the readers of 1.0 to complain about. */
public final class NewForm {

  private NewForm() {}

  /** The operation of 1.0 that a method of 0.3 is; null if there is none. */
  public static @Nullable String operation(String method) {
    return switch (method) {
      case "message/send" -> "SendMessage";
      case "message/stream" -> "SendStreamingMessage";
      case "tasks/get" -> "GetTask";
      case "tasks/cancel" -> "CancelTask";
      case "tasks/resubscribe" -> "SubscribeToTask";
      case "tasks/pushNotificationConfig/set" -> "CreateTaskPushNotificationConfig";
      case "tasks/pushNotificationConfig/get" -> "GetTaskPushNotificationConfig";
      case "tasks/pushNotificationConfig/list" -> "ListTaskPushNotificationConfigs";
      case "tasks/pushNotificationConfig/delete" -> "DeleteTaskPushNotificationConfig";
      case "agent/getAuthenticatedExtendedCard" -> "GetExtendedAgentCard";
      default -> null;
    };
  }

  /** The parameters of an operation. */
  public static JsonNode params(String operation, JsonNode old) {
    ObjectNode params = JsonNodeFactory.instance.objectNode();
    switch (operation) {
      case "SendMessage", "SendStreamingMessage" -> {
        params.set("message", old.path("message").isObject() ? message(old.get("message")) : old.path("message"));
        JsonNode configuration = old.path("configuration");
        if (configuration.isObject()) {
          ObjectNode given = params.putObject("configuration");
          OldForm.copy(configuration, given, List.of("acceptedOutputModes", "historyLength"));
          given.put("returnImmediately", configuration.path("blocking").isBoolean() && !configuration.get("blocking").booleanValue());
          if (configuration.path("pushNotificationConfig").isObject()) {
            given.set("taskPushNotificationConfig", push(configuration.get("pushNotificationConfig")));
          }
        }
        OldForm.copy(old, params, List.of("metadata"));
      }
      case "CreateTaskPushNotificationConfig" -> {
        params.setAll(push(old.path("pushNotificationConfig")));
        OldForm.copy(old, params, List.of("taskId"));
      }
      case "GetTaskPushNotificationConfig", "DeleteTaskPushNotificationConfig" -> {
        OldForm.rename(old, "id", params, "taskId");
        OldForm.rename(old, "pushNotificationConfigId", params, "id");
      }
      case "ListTaskPushNotificationConfigs" -> OldForm.rename(old, "id", params, "taskId");
      default -> OldForm.copy(old, params, List.of("id", "historyLength", "metadata"));
    }
    return params;
  }

  private static ObjectNode push(JsonNode old) {
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    OldForm.copy(old, config, List.of("id", "url", "token"));
    JsonNode authentication = old.path("authentication");
    if (authentication.isObject()) {
      ObjectNode given = config.putObject("authentication").put("scheme", authentication.path("schemes").path(0).asText("Bearer"));
      OldForm.copy(authentication, given, List.of("credentials"));
    }
    return config;
  }

  /** A message. */
  public static ObjectNode message(JsonNode old) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    OldForm.copy(old, message, List.of("messageId", "contextId", "taskId", "metadata", "extensions", "referenceTaskIds"));
    message.put("role", old.path("role").asText("").equals("agent") ? "ROLE_AGENT" : "ROLE_USER");
    message.set("parts", parts(old.path("parts")));
    return message;
  }

  /** A task. */
  public static ObjectNode task(JsonNode old) {
    ObjectNode task = JsonNodeFactory.instance.objectNode();
    OldForm.copy(old, task, List.of("id", "contextId", "metadata"));
    task.set("status", status(old.path("status")));
    if (old.path("artifacts").isArray()) {
      ArrayNode artifacts = task.putArray("artifacts");
      old.get("artifacts").forEach(artifact -> artifacts.add(artifact(artifact)));
    }
    if (old.path("history").isArray()) {
      ArrayNode history = task.putArray("history");
      old.get("history").forEach(message -> history.add(message(message)));
    }
    return task;
  }

  /** An event of a stream, or the answer of {@code message/send}, as a {@code StreamResponse}. */
  public static ObjectNode event(JsonNode old) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    switch (old.path("kind").asText("")) {
      case "message" -> event.set("message", message(old));
      case "status-update" -> {
        ObjectNode update = event.putObject("statusUpdate");
        OldForm.copy(old, update, List.of("taskId", "contextId", "metadata"));
        update.set("status", status(old.path("status")));
      }
      case "artifact-update" -> {
        ObjectNode update = event.putObject("artifactUpdate");
        OldForm.copy(old, update, List.of("taskId", "contextId", "append", "lastChunk", "metadata"));
        update.set("artifact", artifact(old.path("artifact")));
      }
      default -> event.set("task", task(old));
    }
    return event;
  }

  private static ObjectNode status(JsonNode old) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    String state = old.path("state").asText("unspecified").toUpperCase(Locale.ROOT).replace('-', '_');
    status.put("state", state.equals("UNKNOWN") ? "TASK_STATE_UNSPECIFIED" : "TASK_STATE_" + state);
    if (old.path("message").isObject()) {
      status.set("message", message(old.get("message")));
    }
    OldForm.copy(old, status, List.of("timestamp"));
    return status;
  }

  private static ObjectNode artifact(JsonNode old) {
    ObjectNode artifact = JsonNodeFactory.instance.objectNode();
    OldForm.copy(old, artifact, List.of("artifactId", "name", "description", "metadata", "extensions"));
    artifact.set("parts", parts(old.path("parts")));
    return artifact;
  }

  private static ArrayNode parts(JsonNode old) {
    ArrayNode parts = JsonNodeFactory.instance.arrayNode();
    for (JsonNode part : old) {
      ObjectNode given = parts.addObject();
      switch (part.path("kind").asText("")) {
        case "text" -> OldForm.copy(part, given, List.of("text"));
        case "data" -> OldForm.copy(part, given, List.of("data"));
        case "file" -> {
          JsonNode file = part.path("file");
          OldForm.rename(file, "bytes", given, "raw");
          OldForm.rename(file, "uri", given, "url");
          OldForm.rename(file, "name", given, "filename");
          OldForm.rename(file, "mimeType", given, "mediaType");
        }
        default -> { }
      }
      OldForm.copy(part, given, List.of("metadata"));
    }
    return parts;
  }
}
