package io.roundhouse.protocols.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.Target;
import java.util.Map;

/**
 * A chat completion request in the runtime's words. Immutable.
 *
 * @param model as the client named it
 * @param stream whether the client wants the answer in pieces
 * @param usage whether a stream ends with the token counts
 */
record ChatOrder(Target target, ObjectNode input, String model, boolean stream, boolean usage) {

  static final String AUTO = Target.ModelTarget.AUTO;
  static final String AGENT = "agent:";

  private static final Map<String, String> NUMBERS = Map.of(
      "temperature", "temperature", "top_p", "top-p", "frequency_penalty", "frequency-penalty", "presence_penalty", "presence-penalty",
      "max_tokens", "max-output-tokens", "max_completion_tokens", "max-output-tokens");

  /** Reads a body; a {@link Refusal} says what is wrong with it. */
  static ChatOrder of(JsonNode body, Catalog catalog) {
    String model = body.path("model").asText();
    if (!body.isObject() || model.isBlank()) {
      throw bad("A request needs a 'model'.");
    }
    if (body.path("n").asInt(1) != 1) {
      throw bad("Only one choice is given; 'n' must be 1.");
    }
    if (body.path("logprobs").asBoolean()) {
      throw bad("Log probabilities are not available; leave 'logprobs' out.");
    }
    if (!body.path("messages").isArray() || body.get("messages").isEmpty()) {
      throw bad("A request needs 'messages'.");
    }
    Target target = target(model, catalog);
    boolean stream = body.path("stream").asBoolean();
    boolean usage = body.at("/stream_options/include_usage").asBoolean();
    ObjectNode input = target instanceof Target.AgentTarget ? forAgent(body) : forModel(body);
    return new ChatOrder(target, input, model, stream, usage);
  }

  /** {@code auto} is a front desk over all agents if there are agents, else the controller's choice of a model. */
  private static Target target(String model, Catalog catalog) {
    if (model.startsWith(AGENT)) {
      String agent = model.substring(AGENT.length());
      if (catalog.agent(agent).isEmpty()) {
        throw unknown(model);
      }
      return new Target.AgentTarget(agent);
    }
    if (catalog.model(model).isPresent()) {
      return new Target.ModelTarget(model);
    }
    if (model.equals(AUTO) && !catalog.agents().isEmpty()) {
      return new Target.AgentTarget(Target.AgentTarget.AUTO);
    }
    if (model.equals(AUTO) && !catalog.models().isEmpty()) {
      return new Target.ModelTarget(AUTO);
    }
    throw unknown(model);
  }

  /** What is said of a name that is not there, or that the caller must not know of. */
  static Refusal unknown(String model) {
    String kind = model.startsWith(AGENT) ? "agent" : "model";
    String name = shown(model.startsWith(AGENT) ? model.substring(AGENT.length()) : model);
    return Refusal.of(404, "model-not-found", "There is no " + kind + " '" + name + "' here; GET /v1/models lists those there are.");
  }

  private static String shown(String name) {
    return name.length() > 80 ? name.substring(0, 80) + "..." : name;
  }

  private static ObjectNode forAgent(JsonNode body) {
    if (body.path("tools").isArray() && !body.get("tools").isEmpty()) {
      throw bad("An agent has tools of its own; 'tools' can be given to models only.");
    }
    if (body.hasNonNull("response_format") && !body.at("/response_format/type").asText().equals("text")) {
      throw bad("An agent answers in its own form; 'response_format' can be given to models only.");
    }
    JsonNode messages = body.get("messages");
    JsonNode last = messages.get(messages.size() - 1);
    String text = text(last.path("content"));
    if (!last.path("role").asText().equals("user") || text.isBlank()) {
      throw bad("The last message to an agent must be the user's and have text.");
    }
    ObjectNode input = JsonNodeFactory.instance.objectNode().put("text", text);
    if (messages.size() > 1) {
      ArrayNode history = input.putObject("data").putArray("history");
      for (int i = 0; i < messages.size() - 1; i++) {
        history.add(message(messages.get(i)));
      }
    }
    return input;
  }

  private static ObjectNode forModel(JsonNode body) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    ArrayNode messages = input.putArray("messages");
    body.get("messages").forEach(message -> messages.add(message(message)));
    if (body.path("tools").isArray() && !body.get("tools").isEmpty()) {
      ArrayNode tools = input.putArray("tools");
      body.get("tools").forEach(tool -> {
        if (!tool.path("type").asText("function").equals("function")) {
          throw bad("Only tools of type 'function' are taken.");
        }
        tools.add(tool.path("function"));
      });
      choice(body.path("tool_choice"), input);
    }
    format(body.path("response_format"), input);
    NUMBERS.forEach((theirs, ours) -> {
      if (body.path(theirs).isNumber()) {
        input.set(ours, body.get(theirs));
      }
    });
    JsonNode stop = body.path("stop");
    if (stop.isTextual()) {
      input.putArray("stop").add(stop);
    } else if (stop.isArray()) {
      input.set("stop", stop);
    }
    return input;
  }

  private static void choice(JsonNode choice, ObjectNode input) {
    if (choice.isTextual()) {
      input.put("tool-choice", choice.asText());
    } else if (choice.isObject()) {
      throw bad("A single tool cannot be forced; 'tool_choice' must be auto, none or required.");
    }
  }

  private static void format(JsonNode format, ObjectNode input) {
    switch (format.path("type").asText("text")) {
      case "text" -> { }
      case "json_object" -> input.put("output", true);
      case "json_schema" -> input.set("output", format.at("/json_schema/schema"));
      default -> throw bad("'response_format' must have the type text, json_object or json_schema.");
    }
  }

  private static ObjectNode message(JsonNode message) {
    String role = message.path("role").asText();
    ObjectNode said = JsonNodeFactory.instance.objectNode().put("role", role.equals("developer") ? "system" : role);
    JsonNode content = message.path("content");
    if (content.isArray()) {
      ArrayNode parts = said.putArray("content");
      content.forEach(part -> parts.add(part(part)));
    } else {
      said.put("content", content.asText(""));
    }
    if (message.hasNonNull("tool_call_id")) {
      said.put("tool-call-id", message.get("tool_call_id").asText());
    }
    for (JsonNode call : message.path("tool_calls")) {
      said.withArray("tool-calls").addObject().put("id", call.path("id").asText())
          .put("name", call.at("/function/name").asText()).put("arguments", call.at("/function/arguments").asText());
    }
    return said;
  }

  private static ObjectNode part(JsonNode part) {
    return switch (part.path("type").asText()) {
      case "text" -> JsonNodeFactory.instance.objectNode().put("type", "text").put("text", part.path("text").asText());
      case "image_url" -> JsonNodeFactory.instance.objectNode().put("type", "image").put("url", part.at("/image_url/url").asText());
      default -> throw bad("A message part must have the type text or image_url.");
    };
  }

  private static String text(JsonNode content) {
    if (!content.isArray()) {
      return content.asText("");
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      if (part.path("type").asText().equals("text")) {
        text.append(text.isEmpty() ? "" : "\n").append(part.path("text").asText());
      }
    }
    return text.toString();
  }

  private static Refusal bad(String sentence) {
    return Refusal.of(400, "invalid-request", sentence);
  }
}
