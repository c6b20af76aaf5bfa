package io.roundhouse.protocols.mcp.client.oauth;

import org.jspecify.annotations.Nullable;

/** How a client shows an authorization server that it is who it says. Immutable; never printed with its secret. */
public sealed interface ClientProof {

  /** It does not: a public client. */
  record None() implements ClientProof {}

  /** By a shared secret. */
  record Secret(String value) implements ClientProof {
    @Override
    public String toString() {
      return "Secret[...]";
    }
  }

  /**
   * By a signature (RFC 7523, {@code private_key_jwt}).
   *
   * @param pem a private key in PKCS #8, as PEM
   * @param algorithm ES256, ES384, RS256, PS256 or another that fits the key
   * @param keyId which of the client's keys it is; null if there is only one
   */
  record PrivateKey(String pem, String algorithm, @Nullable String keyId) implements ClientProof {
    @Override
    public String toString() {
      return "PrivateKey[" + algorithm + "]";
    }
  }
}
