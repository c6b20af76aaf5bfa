package io.roundhouse.protocols.a2a;

import io.roundhouse.protocols.http.Principal;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Tells who calls by gRPC, which does not come through the HTTP front. Thread-safe. */
@FunctionalInterface
public interface A2aAdmission {

  /** Nobody is asked. */
  A2aAdmission OPEN = (metadata, address) -> Future.succeededFuture(Principal.ANONYMOUS);

  /** Whether an address that other machines reach may be listened on: somebody is asked, or the operator wants nobody to be. */
  default boolean guardsPublicAddress() {
    return false;
  }

  /**
   * Who sends a call with this metadata from this address; the future fails with a {@link io.roundhouse.protocols.http.Refusal} if the
   * caller may not come in.
   */
  Future<Principal> admit(MultiMap metadata, @Nullable SocketAddress address);
}
