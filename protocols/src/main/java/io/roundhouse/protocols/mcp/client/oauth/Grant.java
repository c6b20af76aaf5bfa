package io.roundhouse.protocols.mcp.client.oauth;

import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** On whose word an authorization server lets us in. Immutable. */
public sealed interface Grant {

  /**
   * A person signs in with a browser (authorization code with PKCE).
   *
   * @param client a client that was registered by hand; null to become one
   * @param metadata where our client metadata document lies, which is our client id where that is supported; null if there is none
   * @param redirectPort the port on loopback to which the browser comes back; 0 for any free one
   */
  record SignIn(@Nullable ClientIdentity client, @Nullable URI metadata, int redirectPort) implements Grant {

    /** A client that registers itself. */
    public static SignIn ofDefaults() {
      return new SignIn(null, null, 0);
    }
  }

  /** We act for ourselves. */
  record ClientCredentials(ClientIdentity client) implements Grant {}

  /**
   * A person's company lets us act for that person (cross-app access: an identity assertion grant from the identity provider, RFC 8693,
   * is given to the authorization server, RFC 7523).
   *
   * @param client who we are to the authorization server of the MCP server
   * @param identityProvider the token endpoint of the identity provider
   * @param identityClient who we are to the identity provider
   * @param idToken the person's ID token
   */
  record CrossApp(ClientIdentity client, URI identityProvider, ClientIdentity identityClient, Supplier<String> idToken)
      implements Grant {}

  /** The platform we run on vouches for us with a signed token (workload identity, RFC 7523). */
  record Workload(ClientIdentity client, Supplier<String> assertion) implements Grant {}
}
