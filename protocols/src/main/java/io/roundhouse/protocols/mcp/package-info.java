/**
 * The MCP endpoint: every tool, agent and tool graph of the catalog as an MCP tool, for clients that speak a session revision of
 * the protocol (up to 2025-11-25) over Streamable HTTP.
 *
 * <p>Sessions and their messages run on the MCP Java SDK's asynchronous server behind a transport of our own that never blocks;
 * listing and calling tools is ours and knows nothing of a revision. SDK and Reactor types stay inside one class. Start with
 * {@link io.roundhouse.protocols.mcp.McpEndpoint}.
 */
@NullMarked
package io.roundhouse.protocols.mcp;

import org.jspecify.annotations.NullMarked;
