package io.roundhouse.protocols.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The error of a JSON-RPC response. Immutable. */
public record RpcError(int code, String message, @Nullable JsonNode data) {

  /** The text is not JSON. */
  public static final int PARSE_ERROR = -32700;

  /** The JSON is not a JSON-RPC message we take. */
  public static final int INVALID_REQUEST = -32600;

  /** There is no such method. */
  public static final int METHOD_NOT_FOUND = -32601;

  /** The method does not take these parameters. */
  public static final int INVALID_PARAMS = -32602;

  /** The fault is on our side. */
  public static final int INTERNAL = -32603;

  /** The first code left to servers. */
  public static final int SERVER = -32000;

  /** An error without data. */
  public static RpcError of(int code, String message) {
    return new RpcError(code, message, null);
  }

  /** What a peer is told when something on our side broke; the log knows more. */
  public static RpcError internal() {
    return of(INTERNAL, Refusal.internal().sentence());
  }

  /** The error as it is written. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("code", code).put("message", message);
    if (data != null) {
      json.set("data", data);
    }
    return json;
  }

  /** The JSON-RPC code that fits a refusal. */
  public static int codeOf(Refusal refusal) {
    return switch (refusal.code()) {
      case "not-json", "json-too-deep" -> PARSE_ERROR;
      case "internal" -> INTERNAL;
      default -> refusal.status() == 400 ? INVALID_REQUEST : SERVER;
    };
  }
}
