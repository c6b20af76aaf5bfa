package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import io.vertx.core.Future;

/** Who hears what a server says and asks while it works on a request. Called on the connection's event loop. */
interface Conversation {

  /** For requests of our own that nobody else waits for: nothing is heard, nothing is answered. */
  Conversation NONE = new Conversation() {
    @Override
    public Future<JsonNode> answer(String method, JsonNode params) {
      return Future.failedFuture(notOffered());
    }

    @Override
    public void progress(JsonNode params) {
      // Nobody asked for it.
    }

    @Override
    public void log(JsonNode params) {
      // Nobody asked for it.
    }

    @Override
    public boolean isAttended() {
      return false;
    }
  };

  /** The result for a question of the server, such as {@code elicitation/create}; fails with an {@link RpcFault} if we do not answer it. */
  Future<JsonNode> answer(String method, JsonNode params);

  /** How far the server is. */
  void progress(JsonNode params);

  /** What the server notes. */
  void log(JsonNode params);

  /** Whether somebody hears progress and notes. */
  boolean isAttended();

  /** What a server is told that asks for something we do not offer. */
  static RpcFault notOffered() {
    return new RpcFault(RpcError.of(RpcError.METHOD_NOT_FOUND, "This client does not offer this method."));
  }
}
