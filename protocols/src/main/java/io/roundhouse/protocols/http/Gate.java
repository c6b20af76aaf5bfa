package io.roundhouse.protocols.http;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/** Asks who sends a request, before an endpoint sees it. Thread-safe; never blocks. */
public interface Gate {

  /** Lets everybody in as {@link Principal#ANONYMOUS}. */
  Gate OPEN = new Gate() {

    private final Future<Principal> everybody = Future.succeededFuture(Principal.ANONYMOUS);

    @Override
    public Future<Principal> admit(RoutingContext context) {
      return everybody;
    }

    @Override
    public boolean guardsPublicAddress() {
      return false;
    }
  };

  /** The header that tells a client how to get in (RFC 6750 section 3). */
  String CHALLENGE = "WWW-Authenticate";

  /** Where a gate leaves the way to make the parameter of a challenge that says where to read how to get in. */
  String METADATA_KEY = "roundhouse.resource-metadata";

  /** Adds to a challenge where to read how to get in, unless it says so already or there is nothing to read. */
  static void completeChallenge(RoutingContext context) {
    String challenge = context.response().headers().get(CHALLENGE);
    Supplier<String> metadata = context.get(METADATA_KEY);
    if (challenge != null && metadata != null && !challenge.contains("resource_metadata=")) {
      context.response().putHeader(CHALLENGE, challenge + ", " + metadata.get());
    }
  }

  /** Who sends the request; fails with a {@link Refusal} if they may not come in. Called on the request's event loop. */
  Future<Principal> admit(RoutingContext context);

  /** Whether an address that other machines reach may be served behind this gate. */
  boolean guardsPublicAddress();
}
