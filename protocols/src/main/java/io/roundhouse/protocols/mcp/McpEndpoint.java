package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.roundhouse.protocols.http.Endpoint;
import io.roundhouse.protocols.http.ErrorFormat;
import io.roundhouse.protocols.http.EventStream;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.protocols.http.Replies;
import io.roundhouse.protocols.http.Routes;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.protocols.http.RpcMessage;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Cancellation;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the catalog to MCP clients over Streamable HTTP. Thread-safe.
 *
 * <p>A call goes on when its client only loses the connection, and when the endpoint closes; it is cancelled when the client says so
 * or ends its session.
 */
public final class McpEndpoint implements Endpoint {

  private static final Logger LOG = LoggerFactory.getLogger(McpEndpoint.class);
  private static final String JSON = "application/json";
  private static final String EVENTS = "text/event-stream";
  private static final long CATALOG_WATCH_MILLIS = 250;
  private static final List<String> LOG_LEVELS =
      List.of("debug", "info", "notice", "warning", "error", "critical", "alert", "emergency");

  private final Vertx vertx;
  private final McpOptions options;
  private final ToolDesk desk;
  private final SdkSessions sdk;
  private final McpSessions sessions;
  private final List<Long> timers;
  private volatile boolean closing;
  private long announcedVersion;

  private McpEndpoint(AgentRuntime runtime, McpOptions options, McpOffer offer, MeterRegistry meters) {
    this.vertx = runtime.vertx();
    this.options = options;
    this.desk = new ToolDesk(runtime, offer, meters);
    this.sdk = new SdkSessions(options);
    this.sessions = new McpSessions(options, System::nanoTime);
    this.announcedVersion = desk.version();
    long sweep = Math.max(20, Math.min(options.sessionIdle().toMillis() / 4, Duration.ofMinutes(1).toMillis()));
    this.timers = List.of(
        vertx.setPeriodic(sweep, due -> sessions.removeIdle()),
        vertx.setPeriodic(CATALOG_WATCH_MILLIS, due -> announceChange()));
    Gauge.builder("roundhouse.mcp.sessions", sessions, McpSessions::size).description("Open MCP sessions").register(meters);
  }

  /** An endpoint for all that this runtime hosts. */
  public static McpEndpoint of(AgentRuntime runtime, McpOptions options, MeterRegistry meters) {
    return of(runtime, options, McpOffer.ofDefaults(), meters);
  }

  /** An endpoint that makes this offer of what the runtime hosts. */
  public static McpEndpoint of(AgentRuntime runtime, McpOptions options, McpOffer offer, MeterRegistry meters) {
    return new McpEndpoint(runtime, options, offer, meters);
  }

  @Override
  public void mount(Routes routes) {
    routes.at(options.path(), ErrorFormat.RPC, Map.of(
        HttpMethod.POST, context -> post(context, routes),
        HttpMethod.GET, this::listen,
        HttpMethod.DELETE, this::delete));
  }

  @Override
  public Future<Void> close() {
    closing = true;
    timers.forEach(vertx::cancelTimer);
    sessions.hushAll();
    return Future.succeededFuture();
  }

  private void post(RoutingContext context, Routes routes) {
    requireOpen();
    List<String> accepted = Routes.mediaTypes(context, "Accept");
    if (!accepts(accepted, JSON) || !accepts(accepted, EVENTS)) {
      throw Refusal.of(406, "not-acceptable", "The Accept header must list application/json and text/event-stream.");
    }
    requireRevision(context);
    routes.bodies().json(context).map(RpcMessage::of).onSuccess(message -> dispatch(context, message)).onFailure(context::fail);
  }

  private void dispatch(RoutingContext context, RpcMessage message) {
    try {
      if (message instanceof RpcMessage.Request request && request.method().equals("initialize")) {
        initialize(context, request);
        return;
      }
      McpSession session = session(context);
      switch (message) {
        case RpcMessage.Request request -> request(context, session, request);
        case RpcMessage.Notification notification -> notification(context, session, notification);
        case RpcMessage.Response response -> session.sdk().response(response).onComplete(
            taken -> accepted(context),
            unknown -> context.fail(Refusal.of(400, "unknown-response", "There is no request of ours with this 'id'.")));
      }
    } catch (RuntimeException e) {
      context.fail(e);
    }
  }

  private void initialize(RoutingContext context, RpcMessage.Request request) {
    sessions.requireRoom();
    sdk.open(request.paramsOrEmpty()).onComplete(
        opened -> {
          McpSession session = sessions.add(opened.session(), Handshake.caller(request.paramsOrEmpty()),
              Principal.of(context));
          context.response().putHeader("Mcp-Session-Id", session.id());
          Replies.json(context, 200, RpcMessage.success(request.id(), opened.result()));
        },
        refused -> answer(new PostReply(context, options), request.id(), refused));
  }

  private void request(RoutingContext context, McpSession session, RpcMessage.Request request) {
    PostReply reply = new PostReply(context, options);
    try {
      switch (request.method()) {
        case "tools/list" -> reply.send(RpcMessage.success(request.id(), desk.list(request.paramsOrEmpty(), Principal.of(context))));
        case "tools/call" -> call(context, session, request, reply);
        case "logging/setLevel" -> session.sdk().request(requireLevel(request), reply)
            .onFailure(broken -> answer(reply, request.id(), broken));
        default -> session.sdk().request(request, reply).onFailure(broken -> answer(reply, request.id(), broken));
      }
    } catch (Refusal e) {
      reply.refuse(e);
    } catch (RuntimeException e) {
      answer(reply, request.id(), e);
    }
  }

  private void call(RoutingContext context, McpSession session, RpcMessage.Request request, PostReply reply) {
    Cancellation cancellation = session.begin(request.id());
    try {
      Principal principal = Principal.of(context);
      String caller = principal.caller(session.caller());
      desk.call(request.paramsOrEmpty(), principal, caller, run -> cancellation.onCancel(() -> run.cancel(reason(cancellation))))
          .onComplete(done -> session.end(request.id()))
          .onComplete(
              result -> {
                if (cancellation.isCancelled()) {
                  reply.close();
                } else {
                  reply.send(RpcMessage.success(request.id(), result));
                }
              },
              failure -> answer(reply, request.id(), failure));
    } catch (RpcFault | Refusal e) {
      session.end(request.id());
      throw e;
    }
  }

  private void notification(RoutingContext context, McpSession session, RpcMessage.Notification notification) {
    JsonNode params = notification.params();
    if (notification.method().equals("notifications/cancelled") && params != null && params.has("requestId")) {
      session.cancel(params.get("requestId"), params.path("reason").asText("the client cancelled the request"));
    } else if (notification.method().equals("notifications/initialized")) {
      session.sdk().initialized();
    }
    accepted(context);
  }

  private void listen(RoutingContext context) {
    requireOpen();
    if (!accepts(Routes.mediaTypes(context, "Accept"), EVENTS)) {
      throw Refusal.of(406, "not-acceptable", "The Accept header must list text/event-stream.");
    }
    requireRevision(context);
    McpSession session = session(context);
    EventStream stream = EventStream.open(context, options.keepAlive(), options.maxStreamBytes());
    Runnable stop = session.listen(new StreamOutlet(stream));
    stream.closed().onComplete(ended -> {
      session.touch(System.nanoTime());
      stop.run();
    });
  }

  private void delete(RoutingContext context) {
    McpSession session = session(context);
    sessions.remove(session, "the client ended its session").onComplete(done -> context.response().setStatusCode(204).end());
  }

  private McpSession session(RoutingContext context) {
    return sessions.require(context.request().getHeader("Mcp-Session-Id"), Principal.of(context));
  }

  private static RpcMessage.Request requireLevel(RpcMessage.Request request) {
    if (!LOG_LEVELS.contains(request.paramsOrEmpty().path("level").asText(""))) {
      throw RpcFault.of(RpcError.INVALID_PARAMS, "The parameter 'level' must be one of " + String.join(", ", LOG_LEVELS) + ".");
    }
    return request;
  }

  private void requireOpen() {
    if (closing) {
      throw Refusal.of(503, "closing", "The server is shutting down.").withHeader("Connection", "close");
    }
  }

  private void requireRevision(RoutingContext context) {
    String revision = context.request().getHeader("MCP-Protocol-Version");
    if (revision != null && !sdk.revisions().contains(revision)) {
      throw Refusal.of(400, "unsupported-revision",
          "This revision of the protocol is not supported; these are: " + String.join(", ", sdk.revisions()) + ".");
    }
  }

  private void announceChange() {
    long version = desk.version();
    if (version != announcedVersion) {
      announcedVersion = version;
      sdk.toolsChanged().onFailure(broken -> LOG.warn("clients were not told that the tools changed", broken));
    }
  }

  private static void accepted(RoutingContext context) {
    context.response().setStatusCode(202).end();
  }

  private static void answer(PostReply reply, JsonNode id, Throwable failure) {
    if (failure instanceof RpcFault fault) {
      reply.send(RpcMessage.failure(id, fault.error()));
    } else {
      LOG.error("an MCP request failed", failure);
      reply.send(RpcMessage.failure(id, RpcError.internal()));
    }
  }

  private static boolean accepts(List<String> accepted, String type) {
    return accepted.contains(type) || accepted.contains("*/*") || accepted.contains(type.substring(0, type.indexOf('/')) + "/*");
  }

  private static String reason(Cancellation cancellation) {
    String reason = cancellation.reason();
    return reason == null ? "the client went away" : reason;
  }
}
