package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.House;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Speaks revision 2026-07-28 without knowing it: every header and every member is the test's. */
final class ModernClient {

  private final House house;
  private String capabilities = "{}";
  private String key = "";

  ModernClient(House house) {
    this.house = house;
  }

  ModernClient with(String newCapabilities) {
    capabilities = newCapabilities;
    return this;
  }

  /** Sends this API key from now on. */
  ModernClient as(String newKey) {
    key = newKey;
    return this;
  }

  /** The response to a request with all that belongs to it; {@code params} is the inside of an object. */
  HttpResponse<String> post(String method, String params) {
    return house.send(request(method, params));
  }

  JsonNode call(String method, String params) {
    HttpResponse<String> response = post(method, params);
    String body = response.body();
    if (response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream")) {
      body = body.lines().filter(line -> line.startsWith("data: ")).reduce((first, last) -> last).orElseThrow().substring(6);
    }
    return House.json(body);
  }

  HttpRequest.Builder request(String method, String params) {
    ObjectNode body = body(method, params);
    HttpRequest.Builder request = bare(body).header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", method);
    JsonNode inside = body.path("params");
    String name = inside.path("name").asText(inside.path("uri").asText(inside.path("taskId").asText("")));
    return name.isEmpty() ? request : request.header("Mcp-Name", name);
  }

  HttpRequest.Builder bare(JsonNode body) {
    HttpRequest.Builder request = house.request("/mcp");
    return (key.isEmpty() ? request : request.header("Authorization", "Bearer " + key))
        .header("Content-Type", "application/json")
        .header("Accept", "application/json, text/event-stream")
        .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
  }

  ObjectNode body(String method, String params) {
    ObjectNode body = House.JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 7).put("method", method);
    ObjectNode inside = (ObjectNode) House.json("{" + params + "}");
    ObjectNode meta = inside.withObjectProperty("_meta").put("io.modelcontextprotocol/protocolVersion", "2026-07-28");
    meta.set("io.modelcontextprotocol/clientCapabilities", House.json(capabilities));
    body.set("params", inside);
    return body;
  }

  /** An event stream under way. */
  Events open(String method, String params) {
    HttpClient client = HttpClient.newHttpClient();
    try {
      HttpResponse<InputStream> response = client.send(request(method, params).build(), HttpResponse.BodyHandlers.ofInputStream());
      return new Events(client, new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  record Events(HttpClient client, BufferedReader lines) implements AutoCloseable {

    JsonNode next() {
      try {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith("data: ")) {
            return House.json(line.substring(6));
          }
        }
        throw new AssertionError("the stream has ended");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      try {
        lines.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      client.shutdownNow();
    }
  }
}
