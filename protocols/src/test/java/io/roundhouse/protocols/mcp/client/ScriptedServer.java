package io.roundhouse.protocols.mcp.client;

import static io.roundhouse.runtime.testing.Await.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.protocols.House;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An MCP server over HTTP that misbehaves in the way its tools are named. */
final class ScriptedServer {

  private static final List<String> TOOLS =
      List.of("json", "sse", "silent-sse", "cut", "unknown", "denied", "limited", "down", "broken", "garbage", "refused", "expired",
          "never");

  final List<JsonNode> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger sessions = new AtomicInteger();
  private final HttpServer server;

  ScriptedServer(Vertx vertx) {
    server = await(vertx.createHttpServer().requestHandler(this::handle).listen(0, "127.0.0.1"));
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort() + "/mcp";
  }

  int sessions() {
    return sessions.get();
  }

  private void handle(HttpServerRequest request) {
    if (request.method().equals(HttpMethod.GET)) {
      request.response().setStatusCode(405).end();
      return;
    }
    request.body().onSuccess(body -> {
      JsonNode message = body.length() == 0 ? House.json("{}") : House.json(body.toString());
      received.add(message);
      answer(request, request.response(), message);
    });
  }

  private void answer(HttpServerRequest request, HttpServerResponse response, JsonNode message) {
    switch (message.path("method").asText()) {
      case "initialize" -> {
        response.putHeader("Mcp-Session-Id", "s" + sessions.incrementAndGet());
        result(response, message, """
            {"protocolVersion":"2025-06-18","capabilities":{},"serverInfo":{"name":"x","version":"1"}}""");
      }
      case "tools/list" -> {
        int page = message.at("/params/cursor").asInt(0);
        String next = page + 1 < TOOLS.size() ? ",\"nextCursor\":\"" + (page + 1) + "\"" : "";
        result(response, message, "{\"tools\":[{\"name\":\"" + TOOLS.get(page) + "\",\"inputSchema\":{\"type\":\"object\"}}]" + next + "}");
      }
      case "tools/call" -> call(request, response, message);
      default -> response.setStatusCode(202).end();
    }
  }

  private void call(HttpServerRequest request, HttpServerResponse response, JsonNode message) {
    String said = "{\"content\":[{\"type\":\"text\",\"text\":\"said\"}]}";
    switch (message.at("/params/name").asText()) {
      case "json" -> result(response, message, said);
      case "sse" -> {
        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        response.write(": hello\r\n\r\nid: 1\r\ndata:\r\n\r\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\r\n");
        response.write("data: \"params\":{\"level\":\"info\",\"data\":1}}\r\n\r\n");
        response.end("event: message\ndata: " + envelope(message, said) + "\n\n");
      }
      case "silent-sse" -> response.putHeader("Content-Type", "text/event-stream").end(": nothing\n\n");
      case "cut" -> {
        response.setChunked(true).putHeader("Content-Type", "application/json").write("{");
        request.connection().close();
      }
      case "unknown" -> response.setStatusCode(401).end();
      case "denied" -> response.setStatusCode(403).end("no");
      case "limited" -> response.setStatusCode(429).putHeader("Retry-After", "7").end();
      case "down" -> response.setStatusCode(503).end();
      case "broken" -> response.setStatusCode(500).end("<html>");
      case "garbage" -> response.putHeader("Content-Type", "application/json").end("{]");
      case "refused" -> response.setStatusCode(200).putHeader("Content-Type", "application/json").end(
          "{\"jsonrpc\":\"2.0\",\"id\":" + message.get("id") + ",\"error\":{\"code\":-32602,\"message\":\"no such thing\"}}");
      case "expired" -> {
        if ("s1".equals(request.getHeader("Mcp-Session-Id"))) {
          response.setStatusCode(404).end();
        } else {
          result(response, message, said);
        }
      }
      default -> received.size();
    }
  }

  private static void result(HttpServerResponse response, JsonNode message, String result) {
    response.putHeader("Content-Type", "application/json").end(envelope(message, result));
  }

  private static String envelope(JsonNode message, String result) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + message.get("id") + ",\"result\":" + result + "}";
  }
}
