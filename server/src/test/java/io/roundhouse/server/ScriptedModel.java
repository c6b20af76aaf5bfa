package io.roundhouse.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** An OpenAI-compatible server that answers with a script, message by message, and remembers what it was asked. */
final class ScriptedModel implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Queue<String> script = new ConcurrentLinkedQueue<>();
  private final List<JsonNode> requests = new CopyOnWriteArrayList<>();

  ScriptedModel() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext("/v1/chat/completions", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  List<JsonNode> requests() {
    return requests;
  }

  ScriptedModel says(String text) {
    script.add("{\"role\":\"assistant\",\"content\":\"" + text + "\"}");
    return this;
  }

  ScriptedModel calls(String tool, String arguments) {
    script.add("{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"call-1\",\"type\":\"function\",\"function\":"
        + "{\"name\":\"" + tool + "\",\"arguments\":\"" + arguments.replace("\"", "\\\"") + "\"}}]}");
    return this;
  }

  private void answer(HttpExchange exchange) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody());
    requests.add(request);
    String message = script.remove();
    String finish = message.contains("tool_calls") ? "tool_calls" : "stop";
    boolean streams = request.path("stream").asBoolean();
    byte[] body = (streams ? stream(message, finish) : whole(message, finish)).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", streams ? "text/event-stream" : "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String whole(String message, String finish) {
    return "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"scripted\","
        + "\"choices\":[{\"index\":0,\"message\":" + message + ",\"finish_reason\":\"" + finish
        + "\"}],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5,\"total_tokens\":15}}";
  }

  private static String stream(String message, String finish) {
    String delta = message.replace("\"tool_calls\":[{", "\"tool_calls\":[{\"index\":0,");
    return event("\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":null}]")
        + event("\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + finish + "\"}]")
        + event("\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5,\"total_tokens\":15}")
        + "data: [DONE]\n\n";
  }

  private static String event(String fields) {
    return "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"scripted\"," + fields + "}\n\n";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
