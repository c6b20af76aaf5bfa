package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.EventStream;
import io.vertx.core.Future;

/** The stream of a GET as an outlet. */
record StreamOutlet(EventStream stream) implements Outlet {

  @Override
  public Future<Void> send(ObjectNode message) {
    return stream.send(null, message.toString());
  }

  @Override
  public void close() {
    stream.close();
  }
}
