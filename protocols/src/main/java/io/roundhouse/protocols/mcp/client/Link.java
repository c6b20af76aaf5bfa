package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A way to one server that carries messages. Used on the connection's event loop only. */
interface Link {

  /** What a link tells its connection, on the connection's event loop. */
  interface Events {

    /** The server sent this; {@code within} is the request on whose own stream it came, null where there are no such streams. */
    void message(JsonNode message, @Nullable JsonNode within);

    /** No answer will come to the request with this id. */
    void unanswered(JsonNode id, CallFault fault);

    /** The link is of no use any more; told at most once. */
    void lost(String why, boolean retryAtOnce);
  }

  /** Sends a message; failures are told to the events. A link without headers leaves them out. */
  void send(ObjectNode message, Map<String, String> headers);

  /** Nobody waits for the answer to this request any more; whether the server learns of it this way. */
  boolean abandon(JsonNode id);

  /** Whether the link shows requests by headers, too. */
  boolean hasHeaders();

  /** A session was opened, and the two sides agreed on this revision. */
  void agreed(String revision);

  /** The server's process, if it is one of ours. */
  OptionalLong pid();

  /** Ends the link; the future succeeds when nothing of it is left. */
  Future<Void> close();
}
