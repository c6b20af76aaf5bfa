package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.protocols.http.RpcMessage;
import io.roundhouse.runtime.Cancellation;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server tells unasked during one life of the connection: that lists have changed, or the content of a resource. A server
 * without sessions tells it as the answer to a request that is kept open; where that ends it is sent again after a pause. Confined to
 * the connection's event loop.
 */
final class Announcements {

  private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);
  private static final long AGAIN_MILLIS = 1_000;
  private static final int MAX_DOUBLINGS = 6;

  private final Vertx vertx;
  private final McpServer server;
  private final Attempt attempt;
  private final News news;
  private final Set<String> followed;
  private Cancellation listening = new Cancellation();
  private int silences;

  Announcements(Vertx vertx, McpServer server, Attempt attempt, News news, Set<String> followed) {
    this.vertx = vertx;
    this.server = server;
    this.attempt = attempt;
    this.news = news;
    this.followed = followed;
  }

  /** Begins to listen. */
  void begin(Peer peer, Agreement agreed) {
    if (agreed.isModern()) {
      listen(peer, agreed);
    } else {
      followed.forEach(uri -> follow(peer, agreed, uri, true));
    }
  }

  /** Hears of changes of this resource from now on, or no longer. */
  void follow(Peer peer, Agreement agreed, String uri, boolean on) {
    if (!agreed.tellsOfContents()) {
      return;
    }
    if (agreed.isModern()) {
      listening.cancel("the list of resources has changed");
      listen(peer, agreed);
      return;
    }
    ObjectNode params = JsonNodeFactory.instance.objectNode().put("uri", uri);
    peer.request(Ask.of(on ? "resources/subscribe" : "resources/unsubscribe", params, server.connectTimeout())).onFailure(why ->
        LOG.warn("server '{}' does not let '{}' be followed: {}", server.name(), uri, why.getMessage()));
  }

  private void listen(Peer peer, Agreement agreed) {
    ObjectNode wanted = wanted(agreed);
    if (attempt.isOver() || wanted.isEmpty()) {
      return;
    }
    Cancellation mine = new Cancellation();
    listening = mine;
    ObjectNode params = JsonNodeFactory.instance.objectNode();
    params.set("notifications", wanted);
    Ask ask = new Ask("subscriptions/listen", params, Map.of(), Duration.ZERO, mine, Conversation.NONE);
    peer.request(ask).onComplete(ended -> {
      if (attempt.isOver() || mine.isCancelled() || ended.cause() instanceof RpcFault) {
        return;
      }
      long wait = AGAIN_MILLIS << Math.min(silences++, MAX_DOUBLINGS);
      vertx.setTimer(wait, due -> {
        if (!attempt.isOver() && listening.equals(mine)) {
          listen(peer, agreed);
          if (attempt.isReady()) {
            news.toolsChanged(attempt);
            news.offersChanged(attempt);
          }
        }
      });
    });
  }

  private ObjectNode wanted(Agreement agreed) {
    ObjectNode wanted = JsonNodeFactory.instance.objectNode();
    if (agreed.tellsOfTools()) {
      wanted.put("toolsListChanged", true);
    }
    if (agreed.tellsOf("prompts")) {
      wanted.put("promptsListChanged", true);
    }
    if (agreed.tellsOf("resources")) {
      wanted.put("resourcesListChanged", true);
    }
    if (agreed.tellsOfContents() && !followed.isEmpty()) {
      followed.forEach(wanted.putArray("resourceSubscriptions")::add);
    }
    return wanted;
  }

  /** Passes on what the server told. */
  void heard(RpcMessage.Notification notification) {
    silences = 0;
    JsonNode params = notification.params();
    if (!attempt.isReady()) {
      return;
    }
    switch (notification.method()) {
      case "notifications/tools/list_changed" -> news.toolsChanged(attempt);
      case "notifications/resources/updated" -> news.updated(params == null ? "" : params.path("uri").asText(""));
      default -> news.offersChanged(attempt);
    }
  }
}
