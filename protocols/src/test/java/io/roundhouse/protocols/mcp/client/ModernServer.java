package io.roundhouse.protocols.mcp.client;

import static io.roundhouse.runtime.testing.Await.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.protocols.House;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A server of revision 2026-07-28 over HTTP whose tools do what their names say. */
final class ModernServer {

  final List<JsonNode> received = new CopyOnWriteArrayList<>();
  final List<HttpServerRequest> requests = new CopyOnWriteArrayList<>();
  final BlockingQueue<HttpServerResponse> listening = new LinkedBlockingQueue<>();
  final BlockingQueue<String> closed = new LinkedBlockingQueue<>();
  final AtomicInteger lists = new AtomicInteger();
  volatile String tools = tool("echo") + "," + tool("talk") + "," + tool("ask") + "," + tool("hold") + "," + tool("sample");
  volatile long ttl;
  volatile boolean strict;
  private final HttpServer server;

  ModernServer(Vertx vertx) {
    server = await(vertx.createHttpServer().requestHandler(request -> request.body().onSuccess(body -> {
      requests.add(request);
      handle(request, request.response(), House.json(body.toString()));
    })).listen(0, "127.0.0.1"));
  }

  static String tool(String name) {
    return tool(name, "");
  }

  static String tool(String name, String properties) {
    return "{\"name\":\"" + name + "\",\"inputSchema\":{\"type\":\"object\",\"properties\":{" + properties + "}}}";
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort() + "/mcp";
  }

  List<JsonNode> calls() {
    return received.stream().filter(message -> message.path("method").asText().equals("tools/call")).toList();
  }

  private void handle(HttpServerRequest request, HttpServerResponse response, JsonNode message) {
    received.add(message);
    JsonNode meta = message.at("/params/_meta");
    if (!"2026-07-28".equals(request.getHeader("MCP-Protocol-Version"))
        || !"2026-07-28".equals(meta.path("io.modelcontextprotocol/protocolVersion").asText())
        || !message.path("method").asText().equals(request.getHeader("Mcp-Method"))) {
      error(response, message, 400, -32020, "headers and body differ");
      return;
    }
    switch (message.path("method").asText()) {
      case "server/discover" -> result(response, message, """
          "supportedVersions":["2026-07-28"],"capabilities":{"tools":{"listChanged":true}},"ttlMs":0,"cacheScope":"private\"""");
      case "tools/list" -> {
        lists.incrementAndGet();
        result(response, message, "\"tools\":[" + tools + "],\"cacheScope\":\"private\",\"ttlMs\":" + ttl);
      }
      case "subscriptions/listen" -> {
        stream(response);
        event(response, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/subscriptions/acknowledged\",\"params\":{}}");
        listening.add(response);
      }
      case "tools/call" -> call(request, response, message);
      default -> error(response, message, 404, -32601, "no such method");
    }
  }

  private void call(HttpServerRequest request, HttpServerResponse response, JsonNode message) {
    if (strict && request.getHeader("Mcp-Param-Region") == null) {
      error(response, message, 400, -32020, "the header Mcp-Param-Region is missing");
      return;
    }
    JsonNode params = message.path("params");
    switch (params.path("name").asText()) {
      case "talk" -> {
        stream(response);
        event(response, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":"
            + params.at("/_meta/progressToken") + ",\"progress\":1,\"total\":2,\"message\":\"half\"}}");
        event(response, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"level\":\"warning\",\"data\":\"hm\"}}");
        event(response, envelope(message, said("done")));
        response.end();
      }
      case "ask" -> {
        JsonNode answer = params.path("inputResponses").path("who");
        result(response, message, answer.isMissingNode()
            ? question("who", "elicitation/create", "\"message\":\"Who are you?\",\"requestedSchema\":{\"type\":\"object\",\"properties\":"
                + "{\"name\":{\"type\":\"string\"},\"age\":{\"type\":\"integer\",\"default\":30}},\"required\":[\"name\"]}")
            : said(answer.toString().replace("\"", "'") + params.path("requestState").asText()));
      }
      case "sample" -> result(response, message, question("m", "sampling/createMessage", "\"messages\":[],\"maxTokens\":1"));
      case "hold" -> {
        stream(response);
        response.closeHandler(gone -> closed.add(params.path("name").asText()));
      }
      default -> result(response, message, said(params.at("/arguments/text").asText()));
    }
  }

  private static String question(String key, String method, String params) {
    return "\"resultType\":\"input_required\",\"requestState\":\"sealed\",\"inputRequests\":{\"" + key + "\":{\"method\":\"" + method
        + "\",\"params\":{" + params + "}}}";
  }

  private static String said(String text) {
    return "\"content\":[{\"type\":\"text\",\"text\":\"" + text + "\"}]";
  }

  private static void stream(HttpServerResponse response) {
    response.setChunked(true).putHeader("Content-Type", "text/event-stream");
  }

  static void event(HttpServerResponse response, String data) {
    response.write("data: " + data + "\n\n");
  }

  private static void result(HttpServerResponse response, JsonNode message, String members) {
    response.putHeader("Content-Type", "application/json").end(envelope(message, members));
  }

  private static String envelope(JsonNode message, String members) {
    String type = members.contains("resultType") ? "" : "\"resultType\":\"complete\",";
    return "{\"jsonrpc\":\"2.0\",\"id\":" + message.get("id") + ",\"result\":{" + type + members + "}}";
  }

  private static void error(HttpServerResponse response, @Nullable JsonNode message, int status, int code, String text) {
    response.setStatusCode(status).putHeader("Content-Type", "application/json").end("{\"jsonrpc\":\"2.0\",\"id\":"
        + (message == null ? "null" : message.get("id")) + ",\"error\":{\"code\":" + code + ",\"message\":\"" + text + "\"}}");
  }
}
