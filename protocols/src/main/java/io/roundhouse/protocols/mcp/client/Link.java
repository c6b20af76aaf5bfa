package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.util.OptionalLong;

/** A way to one server that carries messages. Used on the connection's event loop only. */
interface Link {

  /** What a link tells its connection, on the connection's event loop. */
  interface Events {

    /** The server sent this. */
    void message(JsonNode message);

    /** No answer will come to the request with this id. */
    void unanswered(JsonNode id, CallFault fault);

    /** The link is of no use any more; told at most once. */
    void lost(String why, boolean retryAtOnce);
  }

  /** Sends a message; failures are told to the events. */
  void send(ObjectNode message);

  /** The handshake is over, and the two sides agreed on this revision. */
  void agreed(String revision);

  /** The server's process, if it is one of ours. */
  OptionalLong pid();

  /** Ends the link; the future succeeds when nothing of it is left. */
  Future<Void> close();
}
