package io.roundhouse.protocols.mcp;

import io.vertx.core.Future;

/**
 * Answers one method for clients of every revision.
 *
 * <p>Called on an event loop, once for each {@link Round}; a revision that lets the server ask in between goes through the rounds
 * without its client noticing. Throws, or fails with, an {@link io.roundhouse.protocols.http.RpcFault} or a
 * {@link io.roundhouse.protocols.http.Refusal}.
 */
@FunctionalInterface
interface McpHandler {

  Future<Reply> handle(Exchange exchange, Round round);
}
