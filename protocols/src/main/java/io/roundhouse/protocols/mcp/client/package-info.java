/**
 * Downstream MCP servers as sources of tools: a supervised connection over stdio or Streamable HTTP that lists a server's tools,
 * turns them into tools of the catalog, fails calls at once when the server is gone, and comes back by itself.
 *
 * <p>It speaks revision 2026-07-28 and the session revisions before it, and finds out which of them a server wants. What a server asks
 * during a call goes to the caller of the run. Authorization is in {@code oauth}, the guard against changed definitions in
 * {@code pinning}.
 *
 * <p>The client is our own JSON-RPC peer on the event loop; a stdio server costs three threads that wait for its pipes, a call costs
 * none. Start with {@link io.roundhouse.protocols.mcp.client.McpConnection}.
 */
@NullMarked
package io.roundhouse.protocols.mcp.client;

import org.jspecify.annotations.NullMarked;
