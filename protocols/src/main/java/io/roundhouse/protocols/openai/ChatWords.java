package io.roundhouse.protocols.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.Target;
import org.jspecify.annotations.Nullable;

/** The answers of chat completions, whole and in pieces. Immutable; one for each request. */
record ChatWords(String id, long created, ChatOrder order) {

  /** The whole answer. */
  ObjectNode completion(RunResult.Completed done, Decided decided) {
    ObjectNode json = envelope("chat.completion", decided);
    ObjectNode choice = json.putArray("choices").addObject().put("index", 0);
    ObjectNode message = choice.putObject("message").put("role", "assistant");
    ArrayNode calls = toolCalls(done, false);
    if (calls != null && done.text().isEmpty()) {
      message.putNull("content");
    } else {
      message.put("content", done.text());
    }
    message.putNull("refusal");
    if (calls != null) {
      message.set("tool_calls", calls);
    }
    choice.putNull("logprobs");
    choice.put("finish_reason", calls == null ? "stop" : "tool_calls");
    json.set("usage", usage(decided));
    return json;
  }

  /** A piece of a stream; {@code finish} is null for all but the last. */
  ObjectNode piece(ObjectNode delta, @Nullable String finish, Decided decided) {
    ObjectNode json = envelope("chat.completion.chunk", decided);
    ObjectNode choice = json.putArray("choices").addObject().put("index", 0);
    choice.set("delta", delta);
    choice.putNull("logprobs");
    choice.put("finish_reason", finish);
    return json;
  }

  /** The piece with the token counts, which has no choice. */
  ObjectNode usagePiece(Decided decided) {
    ObjectNode json = envelope("chat.completion.chunk", decided);
    json.putArray("choices");
    json.set("usage", usage(decided));
    return json;
  }

  static ObjectNode text(String text) {
    return JsonNodeFactory.instance.objectNode().put("content", text);
  }

  private ObjectNode envelope(String kind, Decided decided) {
    return JsonNodeFactory.instance.objectNode().put("id", id).put("object", kind).put("created", created)
        .put("model", decided.model(order.model()));
  }

  private static ObjectNode usage(Decided decided) {
    ObjectNode usage = JsonNodeFactory.instance.objectNode();
    usage.put("prompt_tokens", decided.inputTokens());
    usage.put("completion_tokens", decided.outputTokens());
    usage.put("total_tokens", decided.inputTokens() + decided.outputTokens());
    if (decided.estimated()) {
      usage.put("estimated", true);
    }
    return usage;
  }

  /** The tools a model wants called; null if it wants none. In a stream each has its index. */
  @Nullable ArrayNode toolCalls(RunResult.Completed done, boolean indexed) {
    JsonNode data = done.data();
    if (!(order.target() instanceof Target.ModelTarget) || data == null || data.path("tools").isEmpty()) {
      return null;
    }
    ArrayNode calls = JsonNodeFactory.instance.arrayNode();
    for (JsonNode tool : data.get("tools")) {
      ObjectNode call = calls.addObject();
      if (indexed) {
        call.put("index", calls.size() - 1);
      }
      call.put("id", tool.path("id").asText()).put("type", "function").putObject("function")
          .put("name", tool.path("name").asText()).put("arguments", tool.path("arguments").asText());
    }
    return calls;
  }
}
