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
import io.roundhouse.protocols.http.SessionQuota;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Cancellation;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Serves the catalog to MCP clients over Streamable HTTP, at one address for all revisions. Thread-safe.
 *
 * <p>A request that names its version in {@code _meta}, or revision 2026-07-28 in the header {@code MCP-Protocol-Version}, stands for
 * itself: its call is cancelled when the client closes the response. Any other request belongs to a session: its call goes on when the
 * client only loses the connection, and is cancelled when the client says so or ends its session. Calls go on when the endpoint closes.
 */
public final class McpEndpoint implements Endpoint {

  private static final String JSON = "application/json";
  private static final String EVENTS = "text/event-stream";

  private final Vertx vertx;
  private final McpOptions options;
  private final McpCore core;
  private final ModernCore modern;
  private final SessionCore sessionCore;
  private final McpSessions sessions;
  private final long sweeper;
  private volatile boolean closing;

  private McpEndpoint(AgentRuntime runtime, McpOptions options, McpOffer offer, MeterRegistry meters) {
    this.vertx = runtime.vertx();
    this.options = options;
    this.core = new McpCore(runtime, options, offer, meters);
    this.modern = new ModernCore(core);
    this.sessionCore = new SessionCore(core);
    this.sessions = new McpSessions(vertx, options, sessionCore::forget, System::nanoTime);
    long sweep = Math.max(20, Math.min(options.sessions().idle().toMillis() / 4, Duration.ofMinutes(1).toMillis()));
    this.sweeper = vertx.setPeriodic(sweep, due -> sessions.removeIdle());
    Gauge.builder("roundhouse.mcp.sessions", sessions, McpSessions::size).description("Open MCP sessions").register(meters);
    Gauge.builder("roundhouse.mcp.subscriptions", modern.subscriptions(), Subscriptions::size)
        .description("MCP clients without sessions that listen for changes").register(meters);
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
    vertx.cancelTimer(sweeper);
    core.close();
    modern.subscriptions().close();
    sessions.hushAll();
    return Future.succeededFuture();
  }

  private void post(RoutingContext context, Routes routes) {
    requireOpen();
    List<String> accepted = Routes.mediaTypes(context, "Accept");
    if (!accepts(accepted, JSON) || !accepts(accepted, EVENTS)) {
      throw Refusal.of(406, "not-acceptable", "The Accept header must list application/json and text/event-stream.");
    }
    routes.bodies().json(context).map(RpcMessage::of).onSuccess(message -> dispatch(context, message)).onFailure(context::fail);
  }

  private void dispatch(RoutingContext context, RpcMessage message) {
    try {
      if (isModern(context, message)) {
        withoutSession(context, message);
      } else {
        requireRevision(context);
        inSession(context, message);
      }
    } catch (RuntimeException e) {
      context.fail(e);
    }
  }

  /** The era is a matter of the version alone, in the body or in its header. */
  private boolean isModern(RoutingContext context, RpcMessage message) {
    JsonNode params = switch (message) {
      case RpcMessage.Request request -> request.params();
      case RpcMessage.Notification notification -> notification.params();
      case RpcMessage.Response response -> null;
    };
    if (ModernCore.claims(params)) {
      return true;
    }
    String version = context.request().getHeader(ModernHeaders.VERSION);
    boolean ofNoSession = version != null && !sessionCore.sdk().revisions().contains(version) && sessionId(context) == null;
    return ModernCore.VERSION.equals(version) || ofNoSession;
  }

  private void withoutSession(RoutingContext context, RpcMessage message) {
    switch (message) {
      case RpcMessage.Request request -> request(context, request);
      case RpcMessage.Notification notification -> accepted(context);
      case RpcMessage.Response response ->
          throw Refusal.of(400, "invalid-request", "The server asked nothing; a response is not expected.");
    }
  }

  private void request(RoutingContext context, RpcMessage.Request request) {
    PostReply reply = PostReply.alone(context, options.streams());
    JsonNode params = request.paramsOrEmpty();
    try {
      ModernCore.requireMeta(params);
    } catch (RpcFault e) {
      reply.fail(request.id(), e, 400);
      return;
    }
    try {
      ModernHeaders.requireVersion(context.request(), params);
      ModernCore.requireVersion(params);
      ModernHeaders.requireMethod(context.request(), request);
      if (!modern.knows(request.method())) {
        throw RpcFault.of(RpcError.METHOD_NOT_FOUND, "There is no method of this name.");
      }
      if (request.method().equals("tools/call")) {
        ModernHeaders.requireParameters(
            context.request(), core.tools().headers(params.path("name").asText("")), params.path("arguments"));
      }
    } catch (RpcFault e) {
      reply.fail(request.id(), e);
      return;
    }
    Cancellation cancellation = new Cancellation();
    reply.onGone(() -> cancellation.cancel("the client closed the response"));
    modern.handle(request, Principal.of(context), reply, cancellation);
  }

  private void inSession(RoutingContext context, RpcMessage message) {
    if (message instanceof RpcMessage.Request request && request.method().equals("initialize")) {
      initialize(context, request);
      return;
    }
    McpSession session = session(context);
    switch (message) {
      case RpcMessage.Request request ->
          sessionCore.handle(session, request, Principal.of(context), PostReply.within(session, context, options.streams()));
      case RpcMessage.Notification notification -> {
        sessionCore.handle(session, notification);
        accepted(context);
      }
      case RpcMessage.Response response -> sessionCore.handle(session, response).onComplete(
          taken -> accepted(context),
          unknown -> context.fail(Refusal.of(400, "unknown-response", "There is no request of ours with this 'id'.")));
    }
  }

  private void initialize(RoutingContext context, RpcMessage.Request request) {
    sessions.requireRoom();
    Runnable uncount = SessionQuota.open(context);
    sessionCore.sdk().open(request.paramsOrEmpty()).onComplete(
        opened -> {
          McpSession session = sessions.add(opened, request.paramsOrEmpty(), Principal.of(context), uncount);
          context.response().putHeader("Mcp-Session-Id", session.id());
          Replies.json(context, 200, RpcMessage.success(request.id(), opened.result()));
        },
        refused -> {
          uncount.run();
          Replies.json(context, 200, RpcMessage.failure(request.id(), Outlet.error(refused)));
        });
  }

  private void listen(RoutingContext context) {
    requireOpen();
    if (!accepts(Routes.mediaTypes(context, "Accept"), EVENTS)) {
      throw Refusal.of(406, "not-acceptable", "The Accept header must list text/event-stream.");
    }
    requireRevision(context);
    McpSession session = session(context);
    String last = context.request().getHeader("Last-Event-ID");
    Tapes.Place place = last == null ? null : session.tapes().after(last).orElse(null);
    EventStream stream = EventStream.open(context, options.streams().keepAlive(), options.streams().maxBytes());
    if (place != null && !session.isStanding(place.tape())) {
      place.tape().attach(stream, place.after());
      return;
    }
    session.listen(stream, place);
    stream.closed().onComplete(ended -> session.touch(System.nanoTime()));
  }

  private void delete(RoutingContext context) {
    McpSession session = session(context);
    sessions.remove(session, "the client ended its session").onComplete(done -> context.response().setStatusCode(204).end());
  }

  private McpSession session(RoutingContext context) {
    return sessions.require(sessionId(context), Principal.of(context));
  }

  private static @Nullable String sessionId(RoutingContext context) {
    return context.request().getHeader("Mcp-Session-Id");
  }

  private void requireOpen() {
    if (closing) {
      throw Refusal.of(503, "closing", "The server is shutting down.").withHeader("Connection", "close");
    }
  }

  private void requireRevision(RoutingContext context) {
    String revision = context.request().getHeader(ModernHeaders.VERSION);
    if (revision != null && !sessionCore.sdk().revisions().contains(revision)) {
      throw Refusal.of(400, "unsupported-revision", "This revision of the protocol is not supported in sessions; these are: "
          + String.join(", ", sessionCore.sdk().revisions()) + ".");
    }
  }

  private static void accepted(RoutingContext context) {
    context.response().setStatusCode(202).end();
  }

  private static boolean accepts(List<String> accepted, String type) {
    return accepted.contains(type) || accepted.contains("*/*") || accepted.contains(type.substring(0, type.indexOf('/')) + "/*");
  }
}
