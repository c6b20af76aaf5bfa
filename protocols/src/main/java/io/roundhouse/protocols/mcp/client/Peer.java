package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.protocols.http.RpcMessage;
import io.roundhouse.runtime.Cancellation;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Joins requests with their answers over one link. Confined to the connection's event loop. */
final class Peer {

  private static final Logger LOG = LoggerFactory.getLogger(Peer.class);
  private static final List<String> REVISIONS = List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");
  private static final int MAX_PAGES = 200;

  private final Vertx vertx;
  private final String server;
  private final Runnable toolsChanged;
  private final Link link;
  private final Map<JsonNode, Promise<JsonNode>> pending = new ConcurrentHashMap<>();
  private long lastId;

  Peer(Vertx vertx, String server, Link link, Runnable toolsChanged) {
    this.vertx = vertx;
    this.server = server;
    this.link = link;
    this.toolsChanged = toolsChanged;
  }

  /** The handshake. */
  Future<Void> open(Duration timeout) {
    ObjectNode params = JsonNodeFactory.instance.objectNode().put("protocolVersion", REVISIONS.get(0));
    params.putObject("capabilities");
    params.putObject("clientInfo").put("name", "roundhouse").put("version", "0.1.0");
    return request("initialize", params, timeout, new Cancellation()).map(result -> {
      String revision = result.path("protocolVersion").asText("");
      if (!REVISIONS.contains(revision)) {
        throw new McpServerException("it speaks revision '" + revision + "' of the protocol, expected one of " + REVISIONS);
      }
      link.agreed(revision);
      link.send(RpcMessage.notification("notifications/initialized", null));
      return null;
    });
  }

  /** All tools of the server, page by page. */
  Future<List<JsonNode>> tools(Duration timeout) {
    return page(JsonNodeFactory.instance.objectNode(), new ArrayList<>(), MAX_PAGES, timeout);
  }

  private Future<List<JsonNode>> page(ObjectNode params, List<JsonNode> sofar, int pagesLeft, Duration timeout) {
    return request("tools/list", params, timeout, new Cancellation()).compose(result -> {
      result.path("tools").forEach(sofar::add);
      String next = result.path("nextCursor").textValue();
      if (next == null) {
        return Future.succeededFuture(sofar);
      }
      if (pagesLeft == 1) {
        return Future.failedFuture(new McpServerException("it lists its tools on more than " + MAX_PAGES + " pages"));
      }
      return page(JsonNodeFactory.instance.objectNode().put("cursor", next), sofar, pagesLeft - 1, timeout);
    });
  }

  /** Asks; fails with an {@link RpcFault} if the server answers with an error, with a {@link CallFault} if it does not answer. */
  Future<JsonNode> request(String method, ObjectNode params, Duration timeout, Cancellation cancellation) {
    ObjectNode message = RpcMessage.request(++lastId, method, params);
    JsonNode id = message.get("id");
    Promise<JsonNode> answer = Promise.promise();
    pending.put(id, answer);
    long timer = vertx.setTimer(Math.max(1, timeout.toMillis()), late -> giveUp(id, CallFault.maybeSent(
        FailureClass.TIMEOUT, "server '" + server + "' gave no answer within " + timeout.toMillis() + " ms")));
    Runnable takeBack = cancellation.onCancel(() -> giveUp(id, CallFault.maybeSent(FailureClass.DENIED, "the call was cancelled")));
    answer.future().onComplete(done -> {
      vertx.cancelTimer(timer);
      takeBack.run();
    });
    link.send(message);
    return answer.future();
  }

  /** Ends a request that the server may be working on, and tells it so. */
  private void giveUp(JsonNode id, CallFault fault) {
    if (unanswered(id, fault)) {
      ObjectNode params = JsonNodeFactory.instance.objectNode().put("reason", fault.failure().message());
      params.set("requestId", id);
      link.send(RpcMessage.notification("notifications/cancelled", params));
    }
  }

  boolean unanswered(JsonNode id, CallFault fault) {
    Promise<JsonNode> answer = pending.remove(id);
    return answer != null && answer.tryFail(fault);
  }

  void abandon(String why) {
    List.copyOf(pending.keySet()).forEach(id -> unanswered(id, CallFault.maybeSent(
        FailureClass.OUTAGE, "server '" + server + "' went away during the call: " + why)));
  }

  void message(JsonNode json) {
    RpcMessage message;
    try {
      message = RpcMessage.of(json);
    } catch (Refusal e) {
      LOG.warn("server '{}' sent something that is no message: {}", server, e.sentence());
      return;
    }
    switch (message) {
      case RpcMessage.Response response -> answered(response);
      case RpcMessage.Request request -> link.send(request.method().equals("ping")
          ? RpcMessage.success(request.id(), JsonNodeFactory.instance.objectNode())
          : RpcMessage.failure(request.id(), RpcError.of(RpcError.METHOD_NOT_FOUND, "This client does not offer this method.")));
      case RpcMessage.Notification notification -> {
        if (notification.method().equals("notifications/tools/list_changed")) {
          toolsChanged.run();
        }
      }
    }
  }

  private void answered(RpcMessage.Response response) {
    Promise<JsonNode> answer = pending.remove(normal(response.id()));
    if (answer == null) {
      return;
    }
    RpcError error = response.error();
    JsonNode result = response.result();
    if (error != null) {
      answer.tryFail(new RpcFault(error));
    } else if (result != null) {
      answer.tryComplete(result);
    }
  }

  /** Ids are whole numbers of ours, whatever width the parser found enough. */
  private static JsonNode normal(JsonNode id) {
    return id.isIntegralNumber() ? JsonNodeFactory.instance.numberNode(id.longValue()) : id;
  }
}
