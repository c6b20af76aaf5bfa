package io.roundhouse.runtime.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request as JSON that is the same whenever the same is asked. */
final class RequestJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RequestJson() {}

  static ObjectNode of(ChatRequest request) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode messages = json.putArray("messages");
    for (ChatMessage message : request.messages()) {
      messages.add(read(ChatMessageSerializer.messageToJson(message)));
    }
    List<ToolSpecification> tools = request.toolSpecifications();
    if (tools != null && !tools.isEmpty()) {
      tools.forEach(tool -> json.withArray("tools").addObject()
          .put("name", tool.name()).put("description", tool.description()).put("parameters", String.valueOf(tool.parameters())));
    }
    ChatRequestParameters parameters = request.parameters();
    put(json, "model", parameters.modelName());
    put(json, "temperature", parameters.temperature());
    put(json, "top-p", parameters.topP());
    put(json, "max-output-tokens", parameters.maxOutputTokens());
    put(json, "stop", parameters.stopSequences() == null || parameters.stopSequences().isEmpty() ? null : parameters.stopSequences());
    put(json, "tool-choice", parameters.toolChoice());
    put(json, "response-format", parameters.responseFormat());
    return json;
  }

  static String hash(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static void put(ObjectNode json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value.toString());
    }
  }
}
