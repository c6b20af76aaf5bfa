package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.runtime.Cancellation;
import java.time.Duration;
import java.util.Map;

/**
 * A request to a server.
 *
 * @param headers headers of this request in addition to those every request has
 * @param timeout how long the server may take; time in which it waits for an answer of ours does not count; zero for no limit
 */
record Ask(
    String method, ObjectNode params, Map<String, String> headers, Duration timeout, Cancellation cancellation, Conversation conversation) {

  static Ask of(String method, ObjectNode params, Duration timeout) {
    return new Ask(method, params, Map.of(), timeout, new Cancellation(), Conversation.NONE);
  }

  Ask withParams(ObjectNode newParams) {
    return new Ask(method, newParams, headers, timeout, cancellation, conversation);
  }
}
