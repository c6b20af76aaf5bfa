package io.roundhouse.protocols.a2a.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.Attachment;
import io.roundhouse.toolgraph.FailureClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is known of a task at a remote agent, from answers and events. Thread-safe. */
final class RemoteTask {

  private final Map<String, ObjectNode> artifacts = new LinkedHashMap<>();
  private final Consumer<String> onText;
  private String id = "";
  private String contextId = "";
  private String state = "";
  private @Nullable JsonNode says;
  private @Nullable JsonNode message;

  /** A task of which nothing is known; new pieces of text go to {@code onText}. */
  RemoteTask(Consumer<String> onText) {
    this.onText = onText;
  }

  /** Takes in an answer or an event, in the form of a {@code StreamResponse}. */
  synchronized void take(JsonNode event) {
    if (event.path("message").isObject()) {
      message = event.get("message");
      state = "TASK_STATE_COMPLETED";
    } else if (event.path("task").isObject()) {
      whole(event.get("task"));
    } else if (event.path("statusUpdate").isObject()) {
      JsonNode update = event.get("statusUpdate");
      id = update.path("taskId").asText(id);
      contextId = update.path("contextId").asText(contextId);
      status(update.path("status"));
    } else if (event.path("artifactUpdate").isObject()) {
      artifact(event.get("artifactUpdate"));
    }
  }

  /** Takes in the task as {@code GetTask} tells it. */
  synchronized void whole(JsonNode task) {
    id = task.path("id").asText(id);
    contextId = task.path("contextId").asText(contextId);
    status(task.path("status"));
    task.path("artifacts").forEach(artifact -> artifacts.put(artifact.path("artifactId").asText(""), copy(artifact)));
  }

  private void status(JsonNode status) {
    state = status.path("state").asText(state);
    says = status.path("message").isObject() ? status.get("message") : null;
  }

  private void artifact(JsonNode update) {
    JsonNode artifact = update.path("artifact");
    String name = artifact.path("artifactId").asText("");
    ObjectNode known = artifacts.get(name);
    if (known != null && update.path("append").asBoolean()) {
      artifact.path("parts").forEach(known.withArray("parts")::add);
    } else {
      artifacts.put(name, copy(artifact));
    }
    if (!update.path("lastChunk").asBoolean() || update.path("append").asBoolean()) {
      artifact.path("parts").forEach(part -> {
        if (part.path("text").isTextual() && !part.get("text").textValue().isEmpty()) {
          onText.accept(part.get("text").textValue());
        }
      });
    }
  }

  private static ObjectNode copy(JsonNode artifact) {
    return artifact instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
  }

  synchronized String id() {
    return id;
  }

  synchronized String contextId() {
    return contextId;
  }

  synchronized boolean isOver() {
    return switch (state) {
      case "TASK_STATE_COMPLETED", "TASK_STATE_FAILED", "TASK_STATE_CANCELED", "TASK_STATE_REJECTED" -> true;
      default -> false;
    };
  }

  synchronized boolean isAsking() {
    return state.equals("TASK_STATE_INPUT_REQUIRED") || state.equals("TASK_STATE_AUTH_REQUIRED");
  }

  /** The task's question was answered: it is at work again as far as we know. */
  synchronized void answered() {
    state = "TASK_STATE_WORKING";
  }

  /** What the agent says about the state, as parts. */
  synchronized List<JsonNode> said() {
    List<JsonNode> parts = new ArrayList<>();
    if (says != null) {
      says.path("parts").forEach(parts::add);
    }
    return parts;
  }

  /** The answer of a task that did its work; throws a {@link RemoteFault} if it did not. */
  synchronized AgentReply reply(String agent) {
    List<JsonNode> parts = new ArrayList<>();
    if (message != null) {
      message.path("parts").forEach(parts::add);
      return reply(parts).asMessage();
    }
    if (!state.equals("TASK_STATE_COMPLETED")) {
      String why = words(said());
      FailureClass kind = state.equals("TASK_STATE_REJECTED") || state.equals("TASK_STATE_CANCELED")
          ? FailureClass.DENIED : FailureClass.OUTAGE;
      String how = state.replace("TASK_STATE_", "").toLowerCase(java.util.Locale.ROOT);
      throw RemoteFault.of(kind, "the task of agent '" + agent + "' ended as " + how + (why.isEmpty() ? "" : ": " + why));
    }
    artifacts.values().forEach(artifact -> artifact.path("parts").forEach(parts::add));
    return reply(parts.isEmpty() ? said() : parts);
  }

  private static AgentReply reply(List<JsonNode> parts) {
    List<JsonNode> data = parts.stream().filter(part -> part.has("data")).map(part -> part.get("data")).toList();
    List<Attachment> files = new ArrayList<>();
    for (JsonNode part : parts) {
      String name = part.path("filename").asText("file");
      String type = part.path("mediaType").asText("application/octet-stream");
      if (part.path("raw").isTextual()) {
        files.add(new Attachment(name, type, part.get("raw").textValue(), null));
      } else if (part.path("url").isTextual()) {
        files.add(Attachment.at(name, type, part.get("url").textValue()));
      }
    }
    JsonNode all = data.size() == 1 ? data.getFirst()
        : data.isEmpty() ? null : JsonNodeFactory.instance.arrayNode().addAll(data);
    return new AgentReply(words(parts), all, files, false);
  }

  static String words(List<JsonNode> parts) {
    StringBuilder words = new StringBuilder();
    parts.forEach(part -> words.append(part.path("text").asText("")));
    return words.toString();
  }
}
