package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The tools of a server as it listed them, or its prompts, resources, or templates.
 *
 * @param tools the entries
 * @param fresh how long the server promises that the list stays true; zero if it promises nothing
 */
record Listing(List<JsonNode> tools, Duration fresh) {

  /** Where a list comes from. */
  private record Source(Peer peer, String member, String method) {}

  private static final int MAX_PAGES = 200;
  private static final int MAX_TOOLS = 10_000;
  private static final long LONGEST_MILLIS = Duration.ofDays(1).toMillis();

  /** Asks for all tools, page by page. */
  static Future<Listing> of(Peer peer, Duration timeout) {
    return of(peer, "tools", "tools/list", timeout);
  }

  /** The same for what another method lists under a name. */
  static Future<Listing> of(Peer peer, String member, String method, Duration timeout) {
    Source source = new Source(peer, member, method);
    return page(source, JsonNodeFactory.instance.objectNode(), new ArrayList<>(), LONGEST_MILLIS, MAX_PAGES, timeout);
  }

  private static Future<Listing> page(
      Source source, ObjectNode params, List<JsonNode> sofar, long fresh, int pagesLeft, Duration timeout) {
    return source.peer().request(Ask.of(source.method(), params, timeout)).compose(result -> {
      result.path(source.member()).forEach(sofar::add);
      String next = result.path("nextCursor").textValue();
      long shortest = Math.min(fresh, Math.max(0, result.path("ttlMs").asLong(0)));
      if (next == null) {
        return Future.succeededFuture(new Listing(sofar, Duration.ofMillis(shortest)));
      }
      if (pagesLeft == 1 || sofar.size() > MAX_TOOLS) {
        return Future.failedFuture(new McpServerException(
            "it lists its " + source.member() + " on more than " + MAX_PAGES + " pages, or more than " + MAX_TOOLS + " of them"));
      }
      ObjectNode after = JsonNodeFactory.instance.objectNode().put("cursor", next);
      return page(source, after, sofar, shortest, pagesLeft - 1, timeout);
    });
  }
}
