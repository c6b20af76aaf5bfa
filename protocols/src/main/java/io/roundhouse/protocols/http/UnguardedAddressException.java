package io.roundhouse.protocols.http;

/** Thrown when a front is to listen where other machines reach it, and nobody would have to say who they are. */
public final class UnguardedAddressException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Names the address. */
  public UnguardedAddressException(String host) {
    super("host '" + host + "' can be reached from other machines, and nobody would have to say who they are; "
        + "ask for API keys or tokens under 'access', listen on 127.0.0.1, or say 'access: {allow-unauthenticated: true}'");
  }
}
