package io.roundhouse.protocols.mcp.client.pinning;

/** Says that approved definitions cannot be read; the message names the file and what to do. */
public final class PinningException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PinningException(String message) {
    super(message);
  }
}
