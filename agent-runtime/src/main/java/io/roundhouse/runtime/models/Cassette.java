package io.roundhouse.runtime.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessageDeserializer;
import dev.langchain4j.data.message.ChatMessageSerializer;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.roundhouse.runtime.CatalogException;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.ModelBody;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolBody;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of calls and their answers: recorded once, played back as often as one likes, for tests and offline evaluation without a provider.
 * Thread-safe.
 *
 * <p>One JSON object per line. A call is found by what was asked, so the order of calls does not matter; asked several times, its answers
 * come in the order they were recorded, and the last one again and again. Secrets are struck out before a line is written or looked up.
 * Graphs are not recorded as such: the tools they call are.
 */
public final class Cassette {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Redaction redaction;
  private final boolean replay;
  private final Map<String, Deque<ObjectNode>> answers = new HashMap<>();

  private Cassette(Path file, Redaction redaction, boolean replay) {
    this.file = file;
    this.redaction = redaction;
    this.replay = replay;
  }

  /**
   * Records into a new or existing file.
   *
   * @param secrets what must never be written, besides what looks like a credential
   */
  public static Cassette record(Path file, List<String> secrets) {
    return new Cassette(file, new Redaction(secrets), false);
  }

  /**
   * Plays a file back; nothing is sent to anybody.
   *
   * @throws CatalogException if the file cannot be read
   */
  public static Cassette replay(Path file, List<String> secrets) {
    Cassette cassette = new Cassette(file, new Redaction(secrets), true);
    int number = 0;
    try {
      for (String line : Files.readAllLines(file)) {
        number++;
        if (!line.isBlank()) {
          ObjectNode entry = (ObjectNode) JSON.readTree(line);
          cassette.answers.computeIfAbsent(entry.path("key").asText(), key -> new ArrayDeque<>()).add(entry);
        }
      }
    } catch (JsonProcessingException | ClassCastException e) {
      throw new CatalogException("cassette " + file + ", line " + number + " is not a JSON object");
    } catch (IOException e) {
      throw new CatalogException("cassette " + file + " cannot be read: " + e.getMessage());
    }
    return cassette;
  }

  /** The model, recorded or played back. */
  public Model model(Vertx vertx, Model model) {
    return model.withBody(new ModelBody.Async((request, call) -> {
      ObjectNode asked = JsonNodeFactory.instance.objectNode().put("kind", "model").put("name", model.name());
      asked.set("request", redaction.of(RequestJson.of(request)));
      if (replay) {
        return played(asked).map(Cassette::response).<Future<ChatResponse>>map(response -> {
          if (call.partial() != null && response.aiMessage().text() != null) {
            call.partial().accept(response.aiMessage().text());
          }
          return Future.succeededFuture(response);
        }).orElseGet(() -> Future.failedFuture(new CatalogException("cassette " + file + " has no such call of model '" + model.name()
            + "'; record it again")));
      }
      Context context = vertx.getOrCreateContext();
      return ModelInvoker.invoke(vertx, context, model, request, call.cancellation(), call.partial())
          .compose(response -> write(vertx, asked, answer(response)).map(response));
    }));
  }

  /** The tool, recorded or played back; a graph stays as it is. */
  public Tool tool(Vertx vertx, Tool tool) {
    return switch (tool.body()) {
      case ToolBody.Graph graph -> tool;
      case ToolBody.Async async -> tool.withBody(new ToolBody.Async(call -> {
        ObjectNode asked = asked(tool, call.arguments());
        return replay
            ? Future.succeededFuture(played(tool, asked))
            : async.call().call(call).compose(result -> write(vertx, asked, answer(result)).map(result));
      }));
      case ToolBody.Blocking blocking -> tool.withBody(new ToolBody.Blocking(call -> {
        ObjectNode asked = asked(tool, call.arguments());
        if (replay) {
          return played(tool, asked);
        }
        ToolResult result = blocking.call().call(call);
        append(asked, answer(result));
        return result;
      }));
    };
  }

  private ObjectNode asked(Tool tool, JsonNode arguments) {
    ObjectNode asked = JsonNodeFactory.instance.objectNode().put("kind", "tool").put("name", tool.name());
    asked.set("request", redaction.of(arguments));
    return asked;
  }

  private ToolResult played(Tool tool, ObjectNode asked) {
    return played(asked).map(answer -> answer.has("output")
        ? ToolResult.of(answer.get("output"))
        : ToolResult.failure(FailureClass.valueOf(answer.path("failure").asText()), answer.path("message").asText()))
        .orElseGet(() -> ToolResult.failure(
            FailureClass.OUTAGE, "cassette " + file + " has no such call of tool '" + tool.name() + "'; record it again"));
  }

  private synchronized Optional<JsonNode> played(ObjectNode asked) {
    Deque<ObjectNode> recorded = answers.get(RequestJson.hash(asked.toString()));
    if (recorded == null) {
      return Optional.empty();
    }
    ObjectNode next = recorded.size() > 1 ? recorded.removeFirst() : recorded.getFirst();
    return Optional.of(next.path("answer"));
  }

  private Future<Void> write(Vertx vertx, ObjectNode asked, JsonNode answer) {
    return vertx.executeBlocking(() -> {
      append(asked, answer);
      return null;
    });
  }

  private synchronized void append(ObjectNode asked, JsonNode answer) {
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("key", RequestJson.hash(asked.toString()));
    line.setAll(asked);
    line.set("answer", redaction.of(answer));
    try {
      Files.write(file, (line + "\n").getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new CatalogException("cassette " + file + " cannot be written: " + e.getMessage());
    }
  }

  private static ObjectNode answer(ToolResult result) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    switch (result) {
      case ToolResult.Success success -> answer.set("output", success.output());
      case ToolResult.Failure failure -> answer.put("failure", failure.failureClass().name()).put("message", failure.message());
      case ToolResult.Escalation asked -> answer.put("failure", FailureClass.OUTAGE.name()).put("message", asked.question());
    }
    return answer;
  }

  private static ObjectNode answer(ChatResponse response) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("message", RequestJson.read(ChatMessageSerializer.messageToJson(response.aiMessage())));
    TokenUsage usage = response.tokenUsage();
    if (usage != null && usage.inputTokenCount() != null && usage.outputTokenCount() != null) {
      answer.put("input-tokens", usage.inputTokenCount()).put("output-tokens", usage.outputTokenCount());
    }
    if (response.finishReason() != null) {
      answer.put("finish", response.finishReason().name());
    }
    return answer;
  }

  private static ChatResponse response(JsonNode answer) {
    ChatResponse.Builder response = ChatResponse.builder()
        .aiMessage((AiMessage) ChatMessageDeserializer.messageFromJson(answer.path("message").toString()));
    if (answer.has("input-tokens")) {
      response.tokenUsage(new TokenUsage(answer.path("input-tokens").asInt(), answer.path("output-tokens").asInt()));
    }
    if (answer.has("finish")) {
      response.finishReason(FinishReason.valueOf(answer.path("finish").asText()));
    }
    return response.build();
  }
}
