package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.protocols.http.RpcMessage;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way messages take to a client: the answer to one POST, the stream of a GET, or the output of a process. Thread-safe. */
interface Outlet {

  /** Sends one message; the future fails if the client is gone. */
  Future<Void> send(ObjectNode message);

  /** No more messages follow. */
  void close();

  /** Answers the request with the error that a failure stands for, and closes. */
  default void fail(JsonNode id, Throwable failure) {
    send(RpcMessage.failure(id, error(failure)));
  }

  /** What a client is told about a failure; a fault of ours goes to the log. */
  static RpcError error(Throwable failure) {
    if (failure instanceof RpcFault fault) {
      return fault.error();
    }
    if (failure instanceof Refusal refusal) {
      return RpcError.of(RpcError.codeOf(refusal), refusal.sentence());
    }
    Logger log = LoggerFactory.getLogger(McpEndpoint.class);
    log.error("an MCP request failed", failure);
    return RpcError.internal();
  }
}
