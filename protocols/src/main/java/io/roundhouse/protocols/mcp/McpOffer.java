package io.roundhouse.protocols.mcp;

/**
 * What the MCP endpoint makes of the catalog for its clients. Immutable; safe to share.
 *
 * @param visibility which tools a client sees and may call
 */
public record McpOffer(ToolVisibility visibility) {

  /** The whole catalog for everybody. */
  public static McpOffer ofDefaults() {
    return new McpOffer(ToolVisibility.ALL);
  }

  /** The same offer, of which a client sees and calls what {@code rule} says. */
  public McpOffer withVisibility(ToolVisibility rule) {
    return new McpOffer(rule);
  }
}
