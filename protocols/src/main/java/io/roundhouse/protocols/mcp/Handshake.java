package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;

/** Checks what the SDK takes as it comes: the handshake, and who the client says it is. */
final class Handshake {

  private Handshake() {}

  /** The parameters, if everything the protocol requires is there. */
  static JsonNode required(JsonNode params) {
    JsonNode client = params.path("clientInfo");
    if (!params.path("protocolVersion").isTextual()
        || !params.path("capabilities").isObject()
        || !client.path("name").isTextual()
        || !client.path("version").isTextual()) {
      throw incomplete();
    }
    return params;
  }

  static RpcFault incomplete() {
    return RpcFault.of(
        RpcError.INVALID_PARAMS, "The handshake needs 'protocolVersion', 'capabilities' and 'clientInfo' with 'name' and 'version'.");
  }

  /** The client's name for itself, cut to a length the journal can bear. */
  static String caller(JsonNode clientInfo) {
    String name = clientInfo.path("name").asText("unknown");
    return "mcp:" + (name.length() > 64 ? name.substring(0, 64) : name);
  }
}
