package io.roundhouse.protocols.mcp.client.oauth;

/** Says why there is no access; the message is one clause for the operator and carries no secret. */
public final class OAuthException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  OAuthException(String message) {
    super(message);
  }
}
