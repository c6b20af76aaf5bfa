package io.roundhouse.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A client of a server, over real sockets. */
public record Peer(URI base) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  static Peer of(Roundhouse server) {
    return new Peer(server.url());
  }

  /** Calls a tool as an MCP client does: handshake, then the call. */
  public JsonNode callTool(String tool, String arguments) {
    HttpResponse<String> hello = post("/mcp", """
        {"jsonrpc":"2.0","id":1,"method":"initialize","params":
          {"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""", "");
    String session = hello.headers().firstValue("Mcp-Session-Id").orElseThrow();
    post("/mcp", "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}", session);
    HttpResponse<String> answer = post("/mcp",
        "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}}",
        session);
    return json(answer.body()).path("result");
  }

  /** Sends a message to an agent as an A2A client does. */
  public JsonNode sendMessage(String agent, String text) {
    HttpResponse<String> answer = post("/a2a/" + agent, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"SendMessage\",\"params\":"
        + "{\"message\":{\"messageId\":\"m1\",\"role\":\"ROLE_USER\",\"parts\":[{\"text\":\"" + text + "\"}]}}}", "");
    return json(answer.body()).path("result");
  }

  /** Asks a model, or an agent, as an OpenAI client does. */
  public HttpResponse<String> chat(String model, String text) {
    return post("/v1/chat/completions",
        "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}");
  }

  /** Sends JSON. */
  public HttpResponse<String> post(String path, String body) {
    return post(path, body, "");
  }

  /** A page of the server. */
  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(base.resolve(path)).GET());
  }

  /** A page of the server that is JSON. */
  public JsonNode json(HttpResponse<String> response) {
    return json(response.body());
  }

  private HttpResponse<String> post(String path, String body, String session) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
        .header("Content-Type", "application/json")
        .header("Accept", "application/json, text/event-stream")
        .header("A2A-Version", "1.0")
        .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!session.isEmpty()) {
      request.header("Mcp-Session-Id", session).header("MCP-Protocol-Version", "2025-11-25");
    }
    return send(request);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + text, e);
    }
  }
}
