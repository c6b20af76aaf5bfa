package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;

/** The messages of a session that answer no request, kept for whoever listens and for whoever comes back. */
record TapeOutlet(Tape tape) implements Outlet {

  @Override
  public Future<Void> send(ObjectNode message) {
    tape.add(message.toString());
    return Future.succeededFuture();
  }

  @Override
  public void close() {
    tape.release();
  }
}
