package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.protocols.http.RpcMessage;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Joins requests with their answers over one link, in either era. Confined to the connection's event loop. */
final class Peer {

  private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

  private final Vertx vertx;
  private final String server;
  private final Conversation standing;
  private final Consumer<RpcMessage.Notification> news;
  private final Link link;
  private final Map<JsonNode, Pending> pending = new HashMap<>();
  private Dialect dialect;
  private long lastId;

  /** Waits for one answer; the clock stands still while the server waits for one of ours. */
  private final class Pending {
    final JsonNode id;
    final Ask ask;
    final Promise<JsonNode> answer = Promise.promise();
    private long timer = -1;
    private int questions;

    Pending(JsonNode id, Ask ask) {
      this.id = id;
      this.ask = ask;
      start();
    }

    void start() {
      if (!ask.timeout().isZero()) {
        long millis = Math.max(1, ask.timeout().toMillis());
        timer = vertx.setTimer(millis, late -> giveUp(id, CallFault.maybeSent(
            FailureClass.TIMEOUT, "server '" + server + "' gave no answer within " + millis + " ms")));
      }
    }

    void stop() {
      vertx.cancelTimer(timer);
    }

    void question(Future<JsonNode> answer) {
      if (questions++ == 0) {
        stop();
      }
      answer.onComplete(done -> {
        if (--questions == 0 && pending.containsKey(id)) {
          start();
        }
      });
    }
  }

  Peer(Vertx vertx, String server, Link link, Dialect dialect, Conversation standing,
      Consumer<RpcMessage.Notification> news) {
    this.vertx = vertx;
    this.server = server;
    this.link = link;
    this.dialect = dialect;
    this.standing = standing;
    this.news = news;
  }

  /** From now on requests are put like this. */
  void speak(Dialect newDialect) {
    dialect = newDialect;
  }

  /** Asks; fails with an {@link RpcFault} if the server answers with an error, with a {@link CallFault} if it does not answer. */
  Future<JsonNode> request(Ask ask) {
    ObjectNode message = RpcMessage.request(++lastId, ask.method(), dialect.params(ask, lastId));
    JsonNode id = message.get("id");
    Pending waiting = new Pending(id, ask);
    pending.put(id, waiting);
    Runnable takeBack = ask.cancellation().onCancel(() -> giveUp(id, CallFault.maybeSent(FailureClass.DENIED, "the call was cancelled")));
    waiting.answer.future().onComplete(done -> {
      waiting.stop();
      takeBack.run();
    });
    link.send(message, dialect.headers(ask));
    return waiting.answer.future();
  }

  /** Does something later, on the connection's event loop. */
  void later(long millis, Runnable action) {
    vertx.setTimer(Math.max(1, millis), due -> action.run());
  }

  void notify(String method) {
    link.send(RpcMessage.notification(method, null), Map.of());
  }

  /** Ends a request that the server may be working on, and tells it so. */
  private void giveUp(JsonNode id, CallFault fault) {
    if (unanswered(id, fault) && !link.abandon(id)) {
      ObjectNode params = JsonNodeFactory.instance.objectNode().put("reason", fault.failure().message());
      params.set("requestId", id);
      link.send(RpcMessage.notification("notifications/cancelled", params), Map.of());
    }
  }

  boolean unanswered(JsonNode id, CallFault fault) {
    Pending waiting = pending.remove(id);
    return waiting != null && waiting.answer.tryFail(fault);
  }

  void abandon(String why) {
    List.copyOf(pending.keySet()).forEach(id -> unanswered(id, CallFault.maybeSent(
        FailureClass.OUTAGE, "server '" + server + "' went away during the call: " + why)));
  }

  void message(JsonNode json, @Nullable JsonNode within) {
    RpcMessage message;
    try {
      message = RpcMessage.of(json);
    } catch (Refusal e) {
      LOG.warn("server '{}' sent something that is no message: {}", server, e.sentence());
      return;
    }
    switch (message) {
      case RpcMessage.Response response -> answered(response);
      case RpcMessage.Request request -> asked(request, within);
      case RpcMessage.Notification notification -> noted(notification, within);
    }
  }

  private void asked(RpcMessage.Request request, @Nullable JsonNode within) {
    if (request.method().equals("ping")) {
      link.send(RpcMessage.success(request.id(), JsonNodeFactory.instance.objectNode()), Map.of());
      return;
    }
    Pending about = within == null ? null : pending.get(within);
    Conversation conversation = about == null ? onlyOne() : about.ask.conversation();
    Future<JsonNode> answer = conversation.answer(request.method(), request.paramsOrEmpty());
    pending.values().stream().filter(one -> one.ask.conversation().equals(conversation)).forEach(one -> one.question(answer));
    answer.onComplete(
        result -> link.send(RpcMessage.success(request.id(), result), Map.of()),
        why -> link.send(RpcMessage.failure(request.id(), error(why)), Map.of()));
  }

  private static RpcError error(Throwable why) {
    if (why instanceof RpcFault fault) {
      return fault.error();
    }
    LOG.warn("a question of a server was not answered", why);
    return RpcError.internal();
  }

  /**
   * Whom a question concerns that came on no request's stream: the only caller there is. Among several it concerns nobody, so that
   * nobody answers for another.
   */
  private Conversation onlyOne() {
    Set<Conversation> callers = pending.values().stream()
        .map(one -> one.ask.conversation())
        .filter(Conversation::isAttended)
        .collect(Collectors.toSet());
    if (callers.size() > 1) {
      LOG.warn("server '{}' asked a question while it worked for {} callers, without saying for whom; nobody answers it",
          server, callers.size());
    }
    return callers.size() == 1 ? callers.iterator().next() : standing;
  }

  private void noted(RpcMessage.Notification notification, @Nullable JsonNode within) {
    JsonNode params = notification.params() == null ? JsonNodeFactory.instance.objectNode() : notification.params();
    switch (notification.method()) {
      case "notifications/tools/list_changed", "notifications/prompts/list_changed", "notifications/resources/list_changed",
          "notifications/resources/updated" -> news.accept(notification);
      case "notifications/progress" -> {
        Pending about = pending.get(normal(params.path("progressToken")));
        if (about != null) {
          about.ask.conversation().progress(params);
        }
      }
      case "notifications/message" -> {
        Pending about = within == null ? null : pending.get(within);
        (about == null ? onlyOne() : about.ask.conversation()).log(params);
      }
      default -> LOG.debug("server '{}' sent {}", server, notification.method());
    }
  }

  private void answered(RpcMessage.Response response) {
    Pending waiting = pending.remove(normal(response.id()));
    if (waiting == null) {
      return;
    }
    RpcError error = response.error();
    JsonNode result = response.result();
    if (error != null) {
      waiting.answer.tryFail(new RpcFault(error));
    } else if (result != null) {
      waiting.answer.tryComplete(result);
    }
  }

  /** Ids are whole numbers of ours, whatever width the parser found enough. */
  private static JsonNode normal(JsonNode id) {
    return id.isIntegralNumber() ? JsonNodeFactory.instance.numberNode(id.longValue()) : id;
  }
}
