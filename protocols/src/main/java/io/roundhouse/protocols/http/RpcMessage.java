package io.roundhouse.protocols.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** One message of JSON-RPC 2.0. Immutable as long as nobody changes the JSON inside. */
public sealed interface RpcMessage {

  /** Asks for an answer; {@code id} is a string or a whole number. */
  record Request(JsonNode id, String method, @Nullable JsonNode params) implements RpcMessage {

    /** The parameters, or an empty object if there are none. */
    public JsonNode paramsOrEmpty() {
      return params == null ? JsonNodeFactory.instance.objectNode() : params;
    }
  }

  /** Tells without asking. */
  record Notification(String method, @Nullable JsonNode params) implements RpcMessage {}

  /** Answers a request; exactly one of {@code result} and {@code error} is there. */
  record Response(JsonNode id, @Nullable JsonNode result, @Nullable RpcError error) implements RpcMessage {}

  /**
   * Reads a message.
   *
   * @throws Refusal if the JSON is not one message of JSON-RPC 2.0
   */
  static RpcMessage of(JsonNode json) {
    if (json.isArray()) {
      throw invalid("A batch of messages is not accepted; send one message per request.");
    }
    if (!json.isObject()) {
      throw invalid("A JSON-RPC message must be a JSON object.");
    }
    if (!"2.0".equals(json.path("jsonrpc").textValue())) {
      throw invalid("The member 'jsonrpc' must be the string \"2.0\".");
    }
    JsonNode id = json.get("id");
    if (id != null && !id.isTextual() && !id.isIntegralNumber() && !(id.isNull() && json.has("error"))) {
      throw invalid("The member 'id' must be a string or a whole number.");
    }
    JsonNode params = json.get("params");
    if (params != null && !params.isObject()) {
      throw invalid("The member 'params' must be a JSON object.");
    }
    JsonNode method = json.get("method");
    if (method == null) {
      return response(json, id);
    }
    if (!method.isTextual()) {
      throw invalid("The member 'method' must be a string.");
    }
    return id == null ? new Notification(method.textValue(), params) : new Request(id, method.textValue(), params);
  }

  /** The JSON of a successful response. */
  static ObjectNode success(JsonNode id, JsonNode result) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
    json.set("id", id);
    json.set("result", result);
    return json;
  }

  /** The JSON of an error response. */
  static ObjectNode failure(JsonNode id, RpcError error) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
    json.set("id", id);
    json.set("error", error.toJson());
    return json;
  }

  /** The JSON of a request. */
  static ObjectNode request(long id, String method, @Nullable JsonNode params) {
    ObjectNode json = notification(method, params);
    return json.put("id", id);
  }

  /** The JSON of a notification. */
  static ObjectNode notification(String method, @Nullable JsonNode params) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0").put("method", method);
    if (params != null) {
      json.set("params", params);
    }
    return json;
  }

  private static Response response(JsonNode json, @Nullable JsonNode id) {
    JsonNode error = json.get("error");
    JsonNode result = json.get("result");
    if (id == null || (error == null) == (result == null)) {
      throw invalid("A JSON-RPC message needs a 'method', or an 'id' with either a 'result' or an 'error'.");
    }
    if (error == null) {
      return new Response(id, result, null);
    }
    int code = error.path("code").asInt(RpcError.INTERNAL);
    return new Response(id, null, new RpcError(code, error.path("message").asText("no message"), error.get("data")));
  }

  private static Refusal invalid(String sentence) {
    return Refusal.of(400, "invalid-request", sentence);
  }
}
