package io.roundhouse.protocols.mcp.client;

import io.roundhouse.toolgraph.Effect;
import java.time.Duration;
import java.util.Map;

/**
 * A downstream MCP server to take tools from. Immutable; safe to share.
 *
 * @param name what we call it, in logs and on the health page
 * @param transport how to reach it
 * @param prefix what goes before the names of its tools in the catalog; may be empty
 * @param callTimeout how long a call may take
 * @param connectTimeout how long starting, handshake and listing the tools may take
 * @param backoff how long to wait before trying to connect again
 * @param effects effects of its tools by the server's own names; for the others the server's annotations count
 */
public record McpServer(
    String name,
    McpTransport transport,
    String prefix,
    Duration callTimeout,
    Duration connectTimeout,
    Backoff backoff,
    Map<String, Effect> effects) {

  public McpServer {
    if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException("server name '" + name + "' must be 1 to 64 letters, digits, _ or -");
    }
    effects = Map.copyOf(effects);
  }

  /** A server whose tools get its name and a dot as prefix, with 30 s for a call and 20 s to connect. */
  public static McpServer of(String name, McpTransport transport) {
    return new McpServer(name, transport, name + ".", Duration.ofSeconds(30), Duration.ofSeconds(20), Backoff.ofDefaults(), Map.of());
  }

  /** The same server with another prefix. */
  public McpServer withPrefix(String newPrefix) {
    return new McpServer(name, transport, newPrefix, callTimeout, connectTimeout, backoff, effects);
  }

  /** The same server with this long for a call. */
  public McpServer withCallTimeout(Duration timeout) {
    return new McpServer(name, transport, prefix, timeout, connectTimeout, backoff, effects);
  }

  /** The same server with this long to connect. */
  public McpServer withConnectTimeout(Duration timeout) {
    return new McpServer(name, transport, prefix, callTimeout, timeout, backoff, effects);
  }

  /** The same server with other waits between attempts to connect. */
  public McpServer withBackoff(Backoff newBackoff) {
    return new McpServer(name, transport, prefix, callTimeout, connectTimeout, newBackoff, effects);
  }

  /** The same server with these effects of its tools, by the server's own names. */
  public McpServer withEffects(Map<String, Effect> newEffects) {
    return new McpServer(name, transport, prefix, callTimeout, connectTimeout, backoff, newEffects);
  }
}
