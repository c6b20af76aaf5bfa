package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.protocols.http.RpcMessage;
import io.roundhouse.runtime.Cancellation;
import io.roundhouse.runtime.LogLevel;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The revisions with sessions, whatever carries their messages: answers requests, asks the client back within a request, and tells
 * clients what changes. Thread-safe.
 */
final class SessionCore implements McpCore.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(SessionCore.class);
  private static final int MOST_ROUNDS = 100;

  private final McpCore core;
  private final SdkSessions sdk;
  private final Map<String, Set<McpSession>> watching = new ConcurrentHashMap<>();

  SessionCore(McpCore core) {
    this.core = core;
    this.sdk = new SdkSessions(core.options().identity());
    core.listen(this);
  }

  SdkSessions sdk() {
    return sdk;
  }

  /** Answers a request through the outlet, which the response closes. Called on an event loop. */
  void handle(McpSession session, RpcMessage.Request request, Principal principal, Outlet outlet) {
    try {
      McpHandler handler = core.handler(request.method()).orElse(null);
      if (handler != null) {
        perform(handler, session, request, principal, outlet);
        return;
      }
      switch (request.method()) {
        case "logging/setLevel" -> {
          session.logLevel(level(request.paramsOrEmpty()));
          acknowledge(request, outlet);
        }
        case "resources/subscribe" -> {
          watch(session, ResourceDesk.uri(request.paramsOrEmpty()));
          acknowledge(request, outlet);
        }
        case "resources/unsubscribe" -> {
          unwatch(session, ResourceDesk.uri(request.paramsOrEmpty()));
          acknowledge(request, outlet);
        }
        default -> session.sdk().request(request, outlet).onFailure(broken -> outlet.fail(request.id(), broken));
      }
    } catch (RuntimeException e) {
      outlet.fail(request.id(), e);
    }
  }

  /** Takes a notification of the client. */
  void handle(McpSession session, RpcMessage.Notification notification) {
    JsonNode params = notification.params();
    if (notification.method().equals("notifications/cancelled") && params != null && params.has("requestId")) {
      session.cancel(params.get("requestId"), params.path("reason").asText("the client cancelled the request"));
    } else if (notification.method().equals("notifications/initialized")) {
      session.sdk().initialized();
    }
  }

  /** Takes the client's answer to a request of ours; fails if there was no such request. */
  Future<Void> handle(McpSession session, RpcMessage.Response response) {
    return session.questions().answer(response) ? Future.succeededFuture() : session.sdk().response(response);
  }

  /** Forgets what a session listens for. */
  void forget(McpSession session) {
    session.watched().forEach(uri -> unwatch(session, uri));
  }

  @Override
  public void toolsChanged() {
    announce("notifications/tools/list_changed");
  }

  @Override
  public void promptsChanged() {
    announce("notifications/prompts/list_changed");
  }

  @Override
  public void listChanged() {
    announce("notifications/resources/list_changed");
  }

  @Override
  public void taskChanged(McpTask task) {
    // These revisions have no tasks.
  }

  @Override
  public void updated(String uri) {
    Set<McpSession> sessions = watching.get(uri);
    if (sessions != null) {
      ObjectNode params = JsonNodeFactory.instance.objectNode().put("uri", uri);
      sessions.forEach(session -> session.sdk().tell("notifications/resources/updated", params)
          .onFailure(gone -> LOG.debug("session {} does not listen", session.id())));
    }
  }

  private void perform(McpHandler handler, McpSession session, RpcMessage.Request request, Principal principal, Outlet outlet) {
    Cancellation cancellation = session.begin(request.id());
    Exchange exchange = new Exchange(
        request.paramsOrEmpty(), principal, principal.caller(session.caller()), false,
        session.abilities(), session.logLevel(), outlet, cancellation);
    Future<ObjectNode> result;
    try {
      result = converse(handler, exchange, Round.FIRST, session, outlet, 0);
    } catch (RuntimeException e) {
      result = Future.failedFuture(e);
    }
    result
        .recover(failure -> inOldWords(request, failure))
        .onComplete(done -> session.end(request.id()))
        .onComplete(
            answer -> {
              if (cancellation.isCancelled()) {
                outlet.close();
              } else {
                outlet.send(RpcMessage.success(request.id(), answer));
              }
            },
            failure -> outlet.fail(request.id(), failure));
  }

  private Future<ObjectNode> converse(
      McpHandler handler, Exchange exchange, Round round, McpSession session, Outlet outlet, int rounds) {
    return handler.handle(exchange, round).compose(reply -> switch (reply) {
      case Reply.Done done -> Future.succeededFuture(done.result());
      case Reply.Asks asks -> rounds == MOST_ROUNDS
          ? Future.failedFuture(RpcFault.of(RpcError.SERVER, "The request asked back " + MOST_ROUNDS + " times and is given up."))
          : session.questions().ask(asks.questions(), outlet, exchange.cancellation())
              .compose(answers -> converse(handler, exchange, new Round(asks.memo(), answers), session, outlet, rounds + 1));
      case Reply.Postponed postponed -> Future.failedFuture(new IllegalStateException("a task for a client that knows none"));
    });
  }

  /** These revisions do not know the error for a capability that the client lacks. */
  private static Future<ObjectNode> inOldWords(RpcMessage.Request request, Throwable failure) {
    if (!(failure instanceof RpcFault fault) || fault.error().code() != ModernError.MISSING_CAPABILITY) {
      return Future.failedFuture(failure);
    }
    String sentence = fault.error().message();
    return request.method().equals("tools/call")
        ? Future.succeededFuture(CallResult.failure(FailureClass.DENIED, sentence))
        : Future.failedFuture(RpcFault.of(RpcError.INVALID_REQUEST, sentence));
  }

  private void announce(String method) {
    sdk.tellAll(method).onFailure(broken -> LOG.warn("clients were not told: {}", method, broken));
  }

  private void watch(McpSession session, String uri) {
    if (session.watch(uri)) {
      core.resources().follow(uri);
    }
    watching.computeIfAbsent(uri, key -> ConcurrentHashMap.newKeySet()).add(session);
  }

  private void unwatch(McpSession session, String uri) {
    if (session.unwatch(uri)) {
      core.resources().unfollow(uri);
    }
    watching.computeIfPresent(uri, (key, sessions) -> {
      sessions.remove(session);
      return sessions.isEmpty() ? null : sessions;
    });
  }

  private static LogLevel level(JsonNode params) {
    LogLevel level = Exchange.level(params.path("level").asText(""));
    if (level == null) {
      String known = Arrays.stream(LogLevel.values()).map(each -> each.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "));
      throw RpcFault.of(RpcError.INVALID_PARAMS, "The parameter 'level' must be one of " + known + ".");
    }
    return level;
  }

  private static void acknowledge(RpcMessage.Request request, Outlet outlet) {
    outlet.send(RpcMessage.success(request.id(), JsonNodeFactory.instance.objectNode()));
  }
}
