package io.roundhouse.protocols.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How an endpoint writes a refusal as JSON. */
@FunctionalInterface
public interface ErrorFormat {

  /** {@code {"error":{"code":"not-found","message":"..."}}}. */
  ErrorFormat PLAIN = refusal -> {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.putObject("error").put("code", refusal.code()).put("message", refusal.sentence());
    return root;
  };

  /** A JSON-RPC error without an id, with the code for programs in its data. */
  ErrorFormat RPC = refusal -> {
    ObjectNode data = JsonNodeFactory.instance.objectNode().put("code", refusal.code());
    RpcError error = new RpcError(RpcError.codeOf(refusal), refusal.sentence(), data);
    return RpcMessage.failure(JsonNodeFactory.instance.nullNode(), error);
  };

  /** The body of the response. */
  JsonNode body(Refusal refusal);
}
