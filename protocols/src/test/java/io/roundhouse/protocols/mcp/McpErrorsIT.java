package io.roundhouse.protocols.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.protocols.House;
import io.roundhouse.protocols.Wire;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad requests to the MCP endpoint: each gets a code and one sentence. */
class McpErrorsIT {

  private House house;
  private RawClient client;
  private String session;

  @BeforeEach
  void open() {
    house = House.open();
    client = new RawClient(house);
    session = client.openSession();
  }

  @AfterEach
  void close() {
    house.close();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "{\"jsonrpc\":\"2.0\",                                             | -32700 | not-json",
      "{} trailing                                                       | -32700 | not-json",
      "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]              | -32600 | invalid-request",
      "7                                                                 | -32600 | invalid-request",
      "{\"id\":1,\"method\":\"ping\"}                                    | -32600 | invalid-request",
      "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}              | -32600 | invalid-request",
      "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}             | -32600 | invalid-request",
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}                       | -32600 | invalid-request",
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]}  | -32600 | invalid-request",
      "{\"jsonrpc\":\"2.0\",\"id\":1}                                    | -32600 | invalid-request",
      "{\"jsonrpc\":\"2.0\",\"id\":\"none\",\"result\":{}}               | -32600 | unknown-response",
  })
  void refusesWhatIsNoMessage(String body, int code, String name) {
    HttpResponse<String> response = client.post(session, body);

    assertRefused(response, 400, code, name);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "none/such          | {}                            | -32601",
      "tools/list         | {\"cursor\":\"x\"}            | -32602",
      "tools/call         | {}                            | -32602",
      "tools/call         | {\"name\":7}                  | -32602",
      "tools/call         | {\"name\":\"nope\"}           | -32602",
      "tools/call         | {\"name\":\"echo\",\"arguments\":[1]} | -32602",
      "logging/setLevel   | {\"level\":\"loud\"}          | -32602",
      "logging/setLevel   | {}                            | -32602",
      "resources/nothing     | {}                            | -32601",
  })
  void answersWhatItCannotDoWithAnError(String method, String params, int code) {
    HttpResponse<String> response = client.post(
        session, "{\"jsonrpc\":\"2.0\",\"id\":\"q\",\"method\":\"" + method + "\",\"params\":" + params + "}");

    JsonNode answer = House.json(response);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(answer.path("id").asText()).isEqualTo("q");
    assertThat(answer.at("/error/code").asInt()).isEqualTo(code);
    Wire.assertDiscreet(response.body());
  }

  @Test
  void namesEveryArgumentThatDoesNotFit() {
    JsonNode result = client.rpc(session, RawClient.call(1, "echo", "{\"text\":7,\"more\":true}")).path("result");

    assertThat(result.path("isError").asBoolean()).isTrue();
    assertThat(result.at("/content/0/text").asText()).contains("/text").contains("more");
    Wire.assertDiscreet(result.toString());
  }

  @Test
  void keepsToItselfHowAToolBroke() {
    for (String tool : new String[] {"broken", "stumbler"}) {
      JsonNode result = client.rpc(session, RawClient.call(1, tool, "{\"text\":\"x\"}")).path("result");

      assertThat(result.path("isError").asBoolean()).isTrue();
      Wire.assertDiscreet(result.toString());
    }
  }

  @Test
  void passesOnWhyAToolRefused() {
    JsonNode result = client.rpc(session, RawClient.call(1, "refuse", "{}")).path("result");

    assertThat(result.at("/content/0/text").asText()).isEqualTo("the invoice number is missing");
    assertThat(result.path("_meta").path("io.roundhouse/failure").asText()).isEqualTo("bad-input");
  }

  @Test
  void refusesTooMuch() {
    assertRefused(client.post(session, "{\"a\":\"" + "x".repeat(2 << 20) + "\"}"), 413, -32000, "body-too-large");
    assertRefused(client.post(session, "[".repeat(500) + "]".repeat(500)), 400, -32700, "json-too-deep");
    assertRefused(client.post(session, "{\"n\":" + "9".repeat(2_000) + "}"), 400, -32700, "json-too-deep");
  }

  @Test
  void refusesOtherMediaTypes() {
    HttpRequest.Builder plain = house.request("/mcp").header("Mcp-Session-Id", session).header("Content-Type", "text/plain")
        .header("Accept", "application/json, text/event-stream").POST(HttpRequest.BodyPublishers.ofString("{}"));
    HttpRequest.Builder picky = house.request("/mcp").header("Mcp-Session-Id", session).header("Content-Type", "application/json")
        .header("Accept", "application/json").POST(HttpRequest.BodyPublishers.ofString("{}"));
    HttpRequest.Builder listen = house.request("/mcp").header("Mcp-Session-Id", session).header("Accept", "application/json").GET();

    assertRefused(house.send(plain), 415, -32000, "unsupported-media-type");
    assertRefused(house.send(picky), 406, -32000, "not-acceptable");
    assertRefused(house.send(listen), 406, -32000, "not-acceptable");
  }

  @Test
  void refusesOtherRevisions() {
    HttpRequest.Builder request = client.request(session, RawClient.call(1, "echo", "{\"text\":\"x\"}"))
        .header("MCP-Protocol-Version", "2031-01-01");

    assertRefused(house.send(request), 400, -32600, "unsupported-revision");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "{}",
      "{\"protocolVersion\":\"2025-11-25\"}",
      "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":7,\"clientInfo\":{\"name\":\"x\",\"version\":\"1\"}}",
      "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":\"me\"}",
  })
  void refusesABadHandshake(String params) {
    HttpResponse<String> response = client.post(null, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":" + params + "}");

    assertThat(House.json(response).at("/error/code").asInt()).isEqualTo(-32602);
    assertThat(response.headers().firstValue("Mcp-Session-Id")).isEmpty();
    Wire.assertDiscreet(response.body());
  }

  private static void assertRefused(HttpResponse<String> response, int status, int code, String name) {
    JsonNode answer = House.json(response);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(answer.at("/error/code").asInt()).isEqualTo(code);
    assertThat(answer.at("/error/data/code").asText()).isEqualTo(name);
    assertThat(answer.at("/error/message").asText()).endsWith(".");
    Wire.assertDiscreet(response.body());
  }
}
