package io.roundhouse.protocols.a2a.client;


/** A remote agent cannot be used: its card is missing, not trusted, or offers no way that we speak. */
public final class A2aAgentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What failed, and what to do. */
  A2aAgentException(String message) {
    super(message, null, false, false);
  }
}
