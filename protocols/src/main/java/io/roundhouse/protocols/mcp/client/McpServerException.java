package io.roundhouse.protocols.mcp.client;

/** Says that a downstream server could not be reached or does not keep to the protocol; the message names it and says what to do. */
public final class McpServerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  McpServerException(String message) {
    super(message);
  }
}
