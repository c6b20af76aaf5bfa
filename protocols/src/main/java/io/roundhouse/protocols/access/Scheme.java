package io.roundhouse.protocols.access;

import java.net.URI;
import java.util.List;

/** A way for clients to say who they are, for those who describe this server: agent cards, metadata. */
public sealed interface Scheme {

  /** An API key in a header. */
  record KeyHeader(String header) implements Scheme {}

  /** An API key as a bearer. */
  record KeyBearer() implements Scheme {}

  /**
   * A token (JWT, as a bearer) of an authorization server, whose metadata tell how to get one.
   *
   * @param issuer the address of the server, as in its tokens
   * @param scopes what tools and agents here ask for, sorted
   */
  record Token(URI issuer, List<String> scopes) implements Scheme {

    public Token {
      scopes = List.copyOf(scopes);
    }
  }
}
