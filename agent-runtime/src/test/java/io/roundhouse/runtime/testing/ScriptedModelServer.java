package io.roundhouse.runtime.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A real HTTP server that speaks OpenAI chat completions, whole and streamed, and does what a test tells it to. Thread-safe.
 *
 * <p>Each request takes the next reply that was queued; without one it goes to the function for its model, else to the function for all.
 */
public final class ScriptedModelServer {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Vertx vertx;
  private final HttpServer server;
  private final Queue<ModelReply> queue = new ConcurrentLinkedQueue<>();
  private final Map<String, Function<Asked, ModelReply>> models = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger abandoned = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private volatile Function<Asked, ModelReply> all = request -> ModelReply.text("ok");

  private ScriptedModelServer(Vertx vertx) {
    this.vertx = vertx;
    this.server = vertx.createHttpServer();
  }

  /** A request as it came. */
  public record Asked(JsonNode body, Map<String, String> headers) {

    /** The model that was asked for. */
    public String model() {
      return body.path("model").asText();
    }

    /** The last message of the user. */
    public String question() {
      String last = "";
      for (JsonNode message : body.path("messages")) {
        if (message.path("role").asText().equals("user")) {
          last = text(message.path("content"));
        }
      }
      return last;
    }

    /** The first system message; empty if there is none. */
    public String instructions() {
      for (JsonNode message : body.path("messages")) {
        if (message.path("role").asText().equals("system")) {
          return text(message.path("content"));
        }
      }
      return "";
    }

    private static String text(JsonNode content) {
      return content.isTextual() ? content.asText() : content.path(0).path("text").asText();
    }
  }

  /** Starts on a free port of this machine; it ends with {@code vertx}. */
  public static ScriptedModelServer start(Vertx vertx) {
    ScriptedModelServer scripted = new ScriptedModelServer(vertx);
    scripted.server.requestHandler(scripted::take);
    Await.await(scripted.server.listen(0, "127.0.0.1"));
    return scripted;
  }

  /** The address up to and with the version, as an OpenAI client wants it. */
  public String baseUrl() {
    return "http://127.0.0.1:" + server.actualPort() + "/v1";
  }

  /** The next requests get these, in this order. */
  public ScriptedModelServer next(ModelReply... replies) {
    queue.addAll(List.of(replies));
    return this;
  }

  /** Requests for this model get what the function says. */
  public ScriptedModelServer model(String name, Function<Asked, ModelReply> function) {
    models.put(name, function);
    return this;
  }

  /** All other requests get what the function says; {@code ok} unless told otherwise. */
  public ScriptedModelServer otherwise(Function<Asked, ModelReply> function) {
    this.all = function;
    return this;
  }

  /** What was asked so far, in the order of arrival. */
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** How many requests were given up by their client before the answer was complete. */
  public int abandoned() {
    return abandoned.get();
  }

  /** How many requests wait for the rest of their answer. */
  public int open() {
    return open.get();
  }

  private void take(HttpServerRequest request) {
    if (request.path().endsWith("/models")) {
      request.response().putHeader("content-type", "application/json").end("{\"object\":\"list\",\"data\":[]}");
      return;
    }
    request.body().onSuccess(body -> {
      Asked question = new Asked(read(body), headers(request));
      asked.add(question);
      ModelReply queued = queue.poll();
      answer(request, question, queued != null ? queued : models.getOrDefault(question.model(), all).apply(question));
    });
  }

  private void answer(HttpServerRequest request, Asked question, ModelReply reply) {
    open.incrementAndGet();
    HttpServerResponse response = request.response();
    response.endHandler(over -> {
      open.decrementAndGet();
      if (!response.ended() && reply.fault() != ModelReply.Fault.DROPPED) {
        abandoned.incrementAndGet();
      }
    });
    if (reply.fault() != ModelReply.Fault.SILENT) {
      later(reply.latency(), () -> write(request, question, reply));
    }
  }

  private void write(HttpServerRequest request, Asked question, ModelReply reply) {
    HttpServerResponse response = request.response();
    if (response.closed()) {
      return;
    }
    if (reply.retryAfter() != null) {
      response.putHeader("retry-after", String.valueOf(reply.retryAfter()));
    }
    response.setStatusCode(reply.status());
    if (reply.status() != 200) {
      ObjectNode error = JSON.createObjectNode();
      error.putObject("error").put("message", reply.text()).put("type", "scripted").put("code", "scripted");
      response.putHeader("content-type", "application/json").end(error.toString());
    } else if (question.body().path("stream").asBoolean()) {
      response.setChunked(true).putHeader("content-type", "text/event-stream");
      stream(request, pieces(question, reply), 0, reply);
    } else {
      whole(request, question, reply);
    }
  }

  private static void whole(HttpServerRequest request, Asked question, ModelReply reply) {
    String body = completion(question, reply).toString();
    HttpServerResponse response = request.response().putHeader("content-type", "application/json");
    switch (reply.fault()) {
      case MALFORMED -> response.end("{\"choices\": [ {\"mess");
      case DROPPED -> response.putHeader("content-length", String.valueOf(body.length()))
          .write(body.substring(0, body.length() / 2)).onComplete(written -> request.connection().close());
      case NONE, SILENT, FILTERED -> response.end(body);
    }
  }

  private void stream(HttpServerRequest request, List<String> pieces, int at, ModelReply reply) {
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      return;
    }
    boolean middle = at == pieces.size() / 2 && at > 0;
    if (middle && reply.fault() == ModelReply.Fault.DROPPED) {
      request.connection().close();
    } else if (middle && reply.fault() == ModelReply.Fault.MALFORMED) {
      response.end("data: {\"choices\": [ {\"del\n\n");
    } else if (at == pieces.size()) {
      response.end("data: [DONE]\n\n");
    } else {
      response.write("data: " + pieces.get(at) + "\n\n").onComplete(written ->
          later(reply.gap(), () -> stream(request, pieces, at + 1, reply)));
    }
  }

  private static List<String> pieces(Asked question, ModelReply reply) {
    List<String> pieces = new ArrayList<>();
    ObjectNode first = delta(question, null);
    ((ObjectNode) first.at("/choices/0/delta")).put("role", "assistant");
    pieces.add(first.toString());
    for (String word : reply.text().split("(?<= )")) {
      if (!word.isEmpty()) {
        ObjectNode piece = delta(question, null);
        ((ObjectNode) piece.at("/choices/0/delta")).put("content", word);
        pieces.add(piece.toString());
      }
    }
    int index = 0;
    for (ModelReply.Tool tool : reply.tools()) {
      ObjectNode piece = delta(question, null);
      ObjectNode call = ((ObjectNode) piece.at("/choices/0/delta")).putArray("tool_calls").addObject();
      call.put("index", index++).put("id", tool.id()).put("type", "function");
      call.putObject("function").put("name", tool.name()).put("arguments", tool.arguments());
      pieces.add(piece.toString());
    }
    pieces.add(delta(question, finish(reply)).toString());
    if (reply.inputTokens() >= 0 && question.body().at("/stream_options/include_usage").asBoolean()) {
      ObjectNode usage = delta(question, null);
      usage.putArray("choices");
      usage(usage, reply);
      pieces.add(usage.toString());
    }
    return pieces;
  }

  private static String finish(ModelReply reply) {
    return reply.fault() == ModelReply.Fault.FILTERED ? "content_filter" : reply.tools().isEmpty() ? "stop" : "tool_calls";
  }

  private static ObjectNode delta(Asked question, String finish) {
    ObjectNode json = envelope(question, "chat.completion.chunk");
    ObjectNode choice = json.putArray("choices").addObject().put("index", 0);
    choice.putObject("delta");
    choice.put("finish_reason", finish);
    return json;
  }

  private static ObjectNode completion(Asked question, ModelReply reply) {
    ObjectNode json = envelope(question, "chat.completion");
    ObjectNode choice = json.putArray("choices").addObject().put("index", 0);
    ObjectNode message = choice.putObject("message").put("role", "assistant");
    message.put("content", reply.text().isEmpty() && !reply.tools().isEmpty() ? null : reply.text());
    if (!reply.tools().isEmpty()) {
      ArrayNode calls = message.putArray("tool_calls");
      reply.tools().forEach(tool -> calls.addObject().put("id", tool.id()).put("type", "function")
          .putObject("function").put("name", tool.name()).put("arguments", tool.arguments()));
    }
    choice.put("finish_reason", finish(reply));
    usage(json, reply);
    return json;
  }

  private static void usage(ObjectNode json, ModelReply reply) {
    if (reply.inputTokens() >= 0) {
      json.putObject("usage").put("prompt_tokens", reply.inputTokens()).put("completion_tokens", reply.outputTokens())
          .put("total_tokens", reply.inputTokens() + reply.outputTokens());
    }
  }

  private static ObjectNode envelope(Asked question, String kind) {
    return JSON.createObjectNode().put("id", "chatcmpl-1").put("object", kind).put("created", 1_767_225_600).put("model", question.model());
  }

  private void later(Duration time, Runnable action) {
    if (time.isZero()) {
      action.run();
    } else {
      vertx.setTimer(time.toMillis(), fired -> action.run());
    }
  }

  private static Map<String, String> headers(HttpServerRequest request) {
    Map<String, String> headers = new ConcurrentHashMap<>();
    request.headers().forEach(header -> headers.put(header.getKey().toLowerCase(java.util.Locale.ROOT), header.getValue()));
    return headers;
  }

  private static JsonNode read(Buffer body) {
    try {
      return JSON.readTree(body.toString());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
