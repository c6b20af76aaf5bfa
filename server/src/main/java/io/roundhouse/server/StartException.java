package io.roundhouse.server;

/** Says in one sentence why a server did not start; nothing of it is left running. */
public final class StartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
