package io.roundhouse.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import java.util.ArrayList;
import java.util.List;

/** What a model said, in the form the journal keeps. Immutable. */
record ModelAnswer(String text, List<ToolExecutionRequest> toolRequests) {

  ModelAnswer {
    toolRequests = List.copyOf(toolRequests);
  }

  static ModelAnswer of(AiMessage message) {
    String text = message.text() == null ? "" : message.text();
    return new ModelAnswer(text, message.hasToolExecutionRequests() ? message.toolExecutionRequests() : List.of());
  }

  static ModelAnswer of(JsonNode json) {
    List<ToolExecutionRequest> requests = new ArrayList<>();
    for (JsonNode request : json.path("tools")) {
      requests.add(ToolExecutionRequest.builder()
          .id(request.path("id").asText())
          .name(request.path("name").asText())
          .arguments(request.path("arguments").asText())
          .build());
    }
    return new ModelAnswer(json.path("text").asText(), requests);
  }

  JsonNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("text", text);
    if (!toolRequests.isEmpty()) {
      ArrayNode tools = json.putArray("tools");
      for (ToolExecutionRequest request : toolRequests) {
        tools.addObject().put("id", request.id()).put("name", request.name()).put("arguments", request.arguments());
      }
    }
    return json;
  }

  AiMessage toMessage() {
    return text.isEmpty() ? AiMessage.from(toolRequests) : AiMessage.from(text, toolRequests);
  }
}
