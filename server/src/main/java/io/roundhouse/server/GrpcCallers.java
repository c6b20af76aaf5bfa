package io.roundhouse.server;

import io.roundhouse.protocols.a2a.A2aAdmission;
import io.roundhouse.protocols.access.AccessGate;
import io.roundhouse.protocols.http.Principal;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Lets callers by gRPC in as the HTTP front does: by API key or token in the call's metadata, and at the rate that a client may have. */
record GrpcCallers(AccessGate gate) implements A2aAdmission {

  @Override
  public Future<Principal> admit(MultiMap metadata, @Nullable SocketAddress address) {
    return gate.admit(metadata, address);
  }

  @Override
  public boolean guardsPublicAddress() {
    return gate.guardsPublicAddress();
  }
}
