package io.roundhouse.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ToolChoice;
import io.roundhouse.runtime.CatalogException;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.ToolException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The input of a question to a model, in the form that {@link io.roundhouse.runtime.Target.ModelTarget} describes. */
final class ChatInput {

  private static final int MOST_MESSAGES = 10_000;

  private ChatInput() {}

  /** The request; a {@link ToolException} of class BAD_INPUT says what is wrong with the input. */
  static ChatRequest request(JsonNode input) {
    JsonNode messages = input.path("messages");
    if (!messages.isArray() || messages.isEmpty() || messages.size() > MOST_MESSAGES) {
      throw ToolException.badInput("'messages' must be a list of 1 to " + MOST_MESSAGES + " messages");
    }
    List<ChatMessage> said = new ArrayList<>();
    messages.forEach(message -> said.add(message(message)));
    ChatRequest.Builder request = ChatRequest.builder().messages(said);
    if (input.path("tools").isArray() && !input.get("tools").isEmpty()) {
      List<ToolSpecification> tools = new ArrayList<>();
      input.get("tools").forEach(tool -> tools.add(tool(tool)));
      request.toolSpecifications(tools);
      switch (input.path("tool-choice").asText()) {
        case "required" -> request.toolChoice(ToolChoice.REQUIRED);
        case "none" -> request.toolChoice(ToolChoice.NONE);
        default -> { }
      }
    }
    JsonNode output = input.path("output");
    if (output.isObject()) {
      request.responseFormat(schema(output));
    } else if (output.asBoolean()) {
      request.responseFormat(ResponseFormat.JSON);
    }
    numbers(input, request);
    List<String> stop = new ArrayList<>();
    input.path("stop").forEach(word -> stop.add(word.asText()));
    return (stop.isEmpty() ? request : request.stopSequences(stop)).build();
  }

  private static void numbers(JsonNode input, ChatRequest.Builder request) {
    if (input.path("temperature").isNumber()) {
      request.temperature(input.get("temperature").asDouble());
    }
    if (input.path("top-p").isNumber()) {
      request.topP(input.get("top-p").asDouble());
    }
    if (input.path("frequency-penalty").isNumber()) {
      request.frequencyPenalty(input.get("frequency-penalty").asDouble());
    }
    if (input.path("presence-penalty").isNumber()) {
      request.presencePenalty(input.get("presence-penalty").asDouble());
    }
    if (input.path("max-output-tokens").canConvertToInt()) {
      request.maxOutputTokens(Math.max(1, input.get("max-output-tokens").asInt()));
    }
  }

  /** What was said before, in {@code data.history}; empty if nothing was. */
  static List<ChatMessage> history(@Nullable JsonNode data) {
    List<ChatMessage> said = new ArrayList<>();
    if (data != null && data.path("history").isArray() && data.get("history").size() <= MOST_MESSAGES) {
      data.get("history").forEach(message -> said.add(message(message)));
    }
    return said;
  }

  private static ChatMessage message(JsonNode message) {
    JsonNode content = message.path("content");
    return switch (message.path("role").asText()) {
      case "system" -> SystemMessage.from(required(content));
      case "user" -> user(content);
      case "assistant" -> assistant(message, content);
      case "tool" -> ToolExecutionResultMessage.from(
          message.path("tool-call-id").asText(), message.path("name").asText("tool"), required(content));
      default -> throw ToolException.badInput(
          "a message has the role '" + message.path("role").asText() + "'; expected system, user, assistant or tool");
    };
  }

  private static String required(JsonNode content) {
    String text = content.isArray() ? parts(content).stream().filter(TextContent.class::isInstance)
        .map(part -> ((TextContent) part).text()).collect(Collectors.joining("\n")) : content.asText();
    if (text.isBlank()) {
      throw ToolException.badInput("a message has no content");
    }
    return text;
  }

  private static ChatMessage user(JsonNode content) {
    return content.isArray() ? UserMessage.from(parts(content)) : UserMessage.from(required(content));
  }

  private static List<Content> parts(JsonNode content) {
    List<Content> parts = new ArrayList<>();
    for (JsonNode part : content) {
      switch (part.path("type").asText()) {
        case "text" -> parts.add(TextContent.from(part.path("text").asText()));
        case "image" -> parts.add(ImageContent.from(part.path("url").asText()));
        default -> throw ToolException.badInput(
            "a message has a part of type '" + part.path("type").asText() + "'; expected text or image");
      }
    }
    if (parts.isEmpty()) {
      throw ToolException.badInput("a message has no content");
    }
    return parts;
  }

  private static ChatMessage assistant(JsonNode message, JsonNode content) {
    List<ToolExecutionRequest> calls = new ArrayList<>();
    for (JsonNode call : message.path("tool-calls")) {
      calls.add(ToolExecutionRequest.builder().id(call.path("id").asText()).name(call.path("name").asText())
          .arguments(call.path("arguments").asText()).build());
    }
    String text = content.isArray() ? required(content) : content.asText("");
    if (calls.isEmpty()) {
      return AiMessage.from(text);
    }
    return text.isBlank() ? AiMessage.from(calls) : AiMessage.from(text, calls);
  }

  private static ToolSpecification tool(JsonNode tool) {
    if (tool.path("name").asText().isBlank()) {
      throw ToolException.badInput("a tool has no name");
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", tool.path("name").asText());
    json.put("description", tool.path("description").asText());
    JsonNode parameters = tool.path("parameters");
    json.set("parameters", parameters.isObject() ? parameters : JsonNodeFactory.instance.objectNode().put("type", "object"));
    try {
      return ToolSpecification.fromJson(json.toString());
    } catch (RuntimeException e) {
      throw ToolException.badInput("tool '" + tool.path("name").asText() + "' has parameters that are no JSON Schema");
    }
  }

  private static ResponseFormat schema(JsonNode output) {
    try {
      return StructuredOutput.format("answer", Schema.of(output));
    } catch (CatalogException e) {
      throw ToolException.badInput("the output is no JSON Schema: " + e.getMessage());
    }
  }

  static String text(ChatMessage message) {
    return message instanceof UserMessage user
        ? user.contents().stream().filter(TextContent.class::isInstance).map(part -> ((TextContent) part).text())
            .collect(Collectors.joining("\n"))
        : "";
  }
}
