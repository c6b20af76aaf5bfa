package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The tools of a server as it listed them.
 *
 * @param fresh how long the server promises that the list stays true; zero if it promises nothing
 */
record Listing(List<JsonNode> tools, Duration fresh) {

  private static final int MAX_PAGES = 200;
  private static final int MAX_TOOLS = 10_000;
  private static final long LONGEST_MILLIS = Duration.ofDays(1).toMillis();

  /** Asks for all tools, page by page. */
  static Future<Listing> of(Peer peer, Duration timeout) {
    return page(peer, JsonNodeFactory.instance.objectNode(), new ArrayList<>(), LONGEST_MILLIS, MAX_PAGES, timeout);
  }

  private static Future<Listing> page(
      Peer peer, ObjectNode params, List<JsonNode> sofar, long fresh, int pagesLeft, Duration timeout) {
    return peer.request(Ask.of("tools/list", params, timeout)).compose(result -> {
      result.path("tools").forEach(sofar::add);
      String next = result.path("nextCursor").textValue();
      long shortest = Math.min(fresh, Math.max(0, result.path("ttlMs").asLong(0)));
      if (next == null) {
        return Future.succeededFuture(new Listing(sofar, Duration.ofMillis(shortest)));
      }
      if (pagesLeft == 1 || sofar.size() > MAX_TOOLS) {
        return Future.failedFuture(new McpServerException(
            "it lists its tools on more than " + MAX_PAGES + " pages, or more than " + MAX_TOOLS + " of them"));
      }
      return page(peer, JsonNodeFactory.instance.objectNode().put("cursor", next), sofar, shortest, pagesLeft - 1, timeout);
    });
  }
}
