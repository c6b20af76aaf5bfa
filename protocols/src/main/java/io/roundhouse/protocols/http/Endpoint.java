package io.roundhouse.protocols.http;

import io.vertx.core.Future;

/** Something that answers under some paths of the front. Thread-safe. */
public interface Endpoint {

  /** Adds the endpoint's paths; called once, before the front listens. */
  void mount(Routes routes);

  /** Opens what the endpoint has besides its paths; called once, after {@link #mount} and before the front listens. */
  default Future<Void> start() {
    return Future.succeededFuture();
  }

  /** Ends the endpoint's open streams and takes no new work, so that the front can drain; called once. */
  Future<Void> close();
}
