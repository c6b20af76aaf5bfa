package io.roundhouse.protocols.mcp.client.oauth;

import org.jspecify.annotations.Nullable;

/**
 * Who we are to an authorization server. Immutable.
 *
 * @param id the client id it knows
 * @param proof how we prove it
 * @param issuer the only authorization server this is for; null for the one the MCP server names
 */
public record ClientIdentity(String id, ClientProof proof, @Nullable String issuer) {

  /** A client with a secret. */
  public static ClientIdentity of(String id, String secret) {
    return new ClientIdentity(id, new ClientProof.Secret(secret), null);
  }

  /** A client without a secret. */
  public static ClientIdentity open(String id) {
    return new ClientIdentity(id, new ClientProof.None(), null);
  }
}
