package io.roundhouse.protocols.mcp.client.oauth;

import io.vertx.core.Future;
import java.net.URI;
import java.util.function.Consumer;

/** Brings a person to an address where they sign in. */
@FunctionalInterface
public interface AuthorizationPrompt {

  /** Shows the address or opens it; the future fails with an {@link OAuthException} if nobody can be shown anything. Must not block. */
  Future<Void> open(URI address);

  /** Nobody is there: signing in fails with a hint at the command that does it. */
  static AuthorizationPrompt nobody() {
    return address -> Future.failedFuture(new OAuthException(
        "a person has to sign in; run 'mcp login' with the configuration file and the server's name"));
  }

  /** Writes the address where a person reads it. */
  static AuthorizationPrompt printing(Consumer<String> lines) {
    return address -> {
      lines.accept("Open this address in a browser to sign in:");
      lines.accept("  " + address);
      return Future.succeededFuture();
    };
  }
}
