package io.roundhouse.protocols.a2a.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes the objects of 1.0 as those of 0.3. */
public final class OldForm {

  private static final String STATE = "TASK_STATE_";

  private OldForm() {}

  /** A message. */
  public static ObjectNode message(JsonNode message) {
    ObjectNode old = JsonNodeFactory.instance.objectNode().put("kind", "message");
    copy(message, old, List.of("messageId", "contextId", "taskId", "metadata", "extensions", "referenceTaskIds"));
    old.put("role", message.path("role").asText("").equals("ROLE_AGENT") ? "agent" : "user");
    old.set("parts", parts(message.path("parts")));
    return old;
  }

  /** A task. */
  public static ObjectNode task(JsonNode task) {
    ObjectNode old = JsonNodeFactory.instance.objectNode().put("kind", "task");
    copy(task, old, List.of("id", "contextId", "metadata"));
    old.set("status", status(task.path("status")));
    if (task.has("artifacts")) {
      ArrayNode artifacts = old.putArray("artifacts");
      task.get("artifacts").forEach(artifact -> artifacts.add(artifact(artifact)));
    }
    if (task.has("history")) {
      ArrayNode history = old.putArray("history");
      task.get("history").forEach(message -> history.add(message(message)));
    }
    return old;
  }

  /** A {@code StreamResponse} or {@code SendMessageResponse}, which 0.3 sends without a wrapper. */
  public static JsonNode event(JsonNode event) {
    if (event.has("task")) {
      return task(event.get("task"));
    }
    if (event.has("message")) {
      return message(event.get("message"));
    }
    if (event.has("statusUpdate")) {
      JsonNode update = event.get("statusUpdate");
      ObjectNode old = JsonNodeFactory.instance.objectNode().put("kind", "status-update");
      copy(update, old, List.of("taskId", "contextId", "metadata"));
      old.set("status", status(update.path("status")));
      return old.put("final", isLast(update.at("/status/state").asText("")));
    }
    JsonNode update = event.path("artifactUpdate");
    ObjectNode old = JsonNodeFactory.instance.objectNode().put("kind", "artifact-update");
    copy(update, old, List.of("taskId", "contextId", "append", "lastChunk", "metadata"));
    old.set("artifact", artifact(update.path("artifact")));
    return old;
  }

  /** Whether a stream of 0.3 ends with an update to this state. */
  private static boolean isLast(String state) {
    return switch (state) {
      case "TASK_STATE_COMPLETED", "TASK_STATE_FAILED", "TASK_STATE_CANCELED", "TASK_STATE_REJECTED", "TASK_STATE_INPUT_REQUIRED" -> true;
      default -> false;
    };
  }

  /** A webhook with its task. */
  public static ObjectNode push(JsonNode config) {
    ObjectNode old = JsonNodeFactory.instance.objectNode().put("taskId", config.path("taskId").asText(""));
    ObjectNode inner = old.putObject("pushNotificationConfig");
    copy(config, inner, List.of("id", "url", "token"));
    JsonNode authentication = config.path("authentication");
    if (authentication.isObject()) {
      ObjectNode oldAuthentication = inner.putObject("authentication");
      oldAuthentication.putArray("schemes").add(authentication.path("scheme").asText(""));
      copy(authentication, oldAuthentication, List.of("credentials"));
    }
    return old;
  }

  private static ObjectNode status(JsonNode status) {
    ObjectNode old = JsonNodeFactory.instance.objectNode();
    String state = status.path("state").asText("");
    old.put("state", state.startsWith(STATE)
        ? state.substring(STATE.length()).toLowerCase(Locale.ROOT).replace('_', '-')
        : "unknown");
    if (status.has("message")) {
      old.set("message", message(status.get("message")));
    }
    copy(status, old, List.of("timestamp"));
    return old;
  }

  private static ObjectNode artifact(JsonNode artifact) {
    ObjectNode old = JsonNodeFactory.instance.objectNode();
    copy(artifact, old, List.of("artifactId", "name", "description", "metadata", "extensions"));
    old.set("parts", parts(artifact.path("parts")));
    return old;
  }

  private static ArrayNode parts(JsonNode parts) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    parts.forEach(part -> all.add(part(part)));
    return all;
  }

  private static ObjectNode part(JsonNode part) {
    ObjectNode old = JsonNodeFactory.instance.objectNode();
    if (part.has("text")) {
      old.put("kind", "text").put("text", part.get("text").asText());
    } else if (part.has("data")) {
      JsonNode data = part.get("data");
      old.put("kind", "data").set("data", data.isObject() ? data : JsonNodeFactory.instance.objectNode().set("value", data));
    } else {
      ObjectNode file = old.put("kind", "file").putObject("file");
      rename(part, "raw", file, "bytes");
      rename(part, "url", file, "uri");
      rename(part, "filename", file, "name");
      rename(part, "mediaType", file, "mimeType");
    }
    copy(part, old, List.of("metadata"));
    return old;
  }

  static void rename(JsonNode from, String name, ObjectNode to, String newName) {
    JsonNode value = from.path(name);
    if (!value.isMissingNode() && !value.isNull()) {
      to.set(newName, value);
    }
  }

  static void copy(JsonNode from, ObjectNode to, List<String> names) {
    names.forEach(name -> rename(from, name, to, name));
  }

  /** The method of 0.3 for an operation of 1.0; null if it had none. */
  public static @Nullable String method(String operation) {
    return switch (operation) {
      case "SendMessage" -> "message/send";
      case "SendStreamingMessage" -> "message/stream";
      case "GetTask" -> "tasks/get";
      case "CancelTask" -> "tasks/cancel";
      case "SubscribeToTask" -> "tasks/resubscribe";
      case "CreateTaskPushNotificationConfig" -> "tasks/pushNotificationConfig/set";
      case "GetTaskPushNotificationConfig" -> "tasks/pushNotificationConfig/get";
      case "ListTaskPushNotificationConfigs" -> "tasks/pushNotificationConfig/list";
      case "DeleteTaskPushNotificationConfig" -> "tasks/pushNotificationConfig/delete";
      case "GetExtendedAgentCard" -> "agent/getAuthenticatedExtendedCard";
      default -> null;
    };
  }

  /** The parameters of SendMessage. */
  public static ObjectNode send(JsonNode params) {
    ObjectNode old = JsonNodeFactory.instance.objectNode();
    old.set("message", message(params.path("message")));
    JsonNode configuration = params.path("configuration");
    if (configuration.isObject()) {
      ObjectNode oldConfiguration = old.putObject("configuration");
      copy(configuration, oldConfiguration, List.of("acceptedOutputModes", "historyLength"));
      oldConfiguration.put("blocking", !configuration.path("returnImmediately").asBoolean());
    }
    copy(params, old, List.of("metadata"));
    return old;
  }
}
