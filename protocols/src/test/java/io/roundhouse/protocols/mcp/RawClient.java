package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.protocols.House;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Speaks the session revisions of MCP without knowing them: every byte is the test's. */
final class RawClient {

  static final String INITIALIZE = """
      {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},\
      "clientInfo":{"name":"raw","version":"1"}}}""";

  private final House house;

  RawClient(House house) {
    this.house = house;
  }

  String openSession() {
    return post(null, INITIALIZE).headers().firstValue("Mcp-Session-Id").orElseThrow();
  }

  HttpRequest.Builder request(String session, String body) {
    HttpRequest.Builder request = house.request("/mcp")
        .header("Content-Type", "application/json")
        .header("Accept", "application/json, text/event-stream")
        .POST(HttpRequest.BodyPublishers.ofString(body));
    return session == null ? request : request.header("Mcp-Session-Id", session);
  }

  HttpResponse<String> post(String session, String body) {
    return house.send(request(session, body));
  }

  static String call(int id, String tool, String arguments) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool + "\",\"arguments\":"
        + arguments + "}}";
  }

  JsonNode rpc(String session, String body) {
    return House.json(post(session, body));
  }
}
