package io.roundhouse.protocols.access;

import io.vertx.core.Future;

/** One way to tell who asks. Thread-safe; never blocks. */
@FunctionalInterface
public interface Authenticator {

  /** Looks at the credentials; the future never fails and is complete at once unless something has to be fetched. */
  Future<Identification> identify(Credentials credentials);
}
