package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;

/** The way messages take to a client: the answer to one POST, or the stream of a GET. Thread-safe. */
interface Outlet {

  /** Sends one message; the future fails if the client is gone. */
  Future<Void> send(ObjectNode message);

  /** No more messages follow. */
  void close();
}
