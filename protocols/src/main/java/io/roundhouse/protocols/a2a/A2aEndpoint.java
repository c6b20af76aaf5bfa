package io.roundhouse.protocols.a2a;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.roundhouse.protocols.http.Endpoint;
import io.roundhouse.protocols.http.ErrorFormat;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.protocols.http.Replies;
import io.roundhouse.protocols.http.Routes;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.protocols.http.RpcMessage;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentRuntime;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves every agent of the catalog over A2A 1.0, JSON-RPC binding, at {@code /a2a/{agent}}. Thread-safe. */
public final class A2aEndpoint implements Endpoint {

  private static final Logger LOG = LoggerFactory.getLogger(A2aEndpoint.class);
  private static final String VERSION = "1.0";
  private static final String CARD = "/.well-known/agent-card.json";

  private final AgentRuntime runtime;
  private final A2aOptions options;
  private final MeterRegistry meters;
  private final A2aHandler handler;
  private final Map<Meter, Timer> timers = new ConcurrentHashMap<>();
  private volatile boolean closing;

  private A2aEndpoint(AgentRuntime runtime, A2aOptions options, MeterRegistry meters) {
    this.runtime = runtime;
    this.options = options;
    this.meters = meters;
    this.handler = new A2aHandler(runtime);
  }

  /** An endpoint for the agents of this runtime. */
  public static A2aEndpoint of(AgentRuntime runtime, A2aOptions options, MeterRegistry meters) {
    return new A2aEndpoint(runtime, options, meters);
  }

  @Override
  public void mount(Routes routes) {
    routes.at(options.path() + "/:agent", A2aError.FORMAT, Map.of(HttpMethod.POST, context -> post(context, routes)));
    routes.at(options.path() + "/:agent" + CARD, ErrorFormat.PLAIN, Map.of(HttpMethod.GET, context -> card(context, agent(context))));
    routes.at(CARD, ErrorFormat.PLAIN, Map.of(HttpMethod.GET, context -> card(context, defaultAgent())));
  }

  @Override
  public Future<Void> close() {
    closing = true;
    return Future.succeededFuture();
  }

  private void post(RoutingContext context, Routes routes) {
    if (closing) {
      throw Refusal.of(503, "closing", "The server is shutting down.").withHeader("Connection", "close");
    }
    Agent agent = agent(context);
    routes.bodies().json(context).map(RpcMessage::of).onComplete(message -> {
      if (message instanceof RpcMessage.Request request) {
        request(context, agent.name(), request);
      } else {
        context.fail(Refusal.of(400, "invalid-request", "A request needs a 'method' and an 'id'."));
      }
    }, context::fail);
  }

  private void request(RoutingContext context, String agent, RpcMessage.Request request) {
    long start = System.nanoTime();
    perform(context, agent, request).onComplete(
        result -> {
          timer(agent, request.method(), "ok").record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
          Replies.json(context, 200, RpcMessage.success(request.id(), result));
        },
        failure -> {
          RpcError error = error(failure);
          timer(agent, request.method(), "error").record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
          Replies.json(context, 200, RpcMessage.failure(request.id(), error));
        });
  }

  private Future<JsonNode> perform(RoutingContext context, String agent, RpcMessage.Request request) {
    try {
      requireVersion(context.request());
      return handler.perform(agent, request.method(), request.paramsOrEmpty());
    } catch (RpcFault refused) {
      return Future.failedFuture(refused);
    }
  }

  private void requireVersion(HttpServerRequest request) {
    String header = request.getHeader("A2A-Version");
    String given = header == null ? request.getParam("A2A-Version", "") : header.strip();
    if (given.isEmpty() ? !options.acceptUnversioned() : !given.equals(VERSION)) {
      throw A2aError.VERSION_NOT_SUPPORTED.fault(
          "This agent speaks A2A " + VERSION + (given.isEmpty() ? "; a request without the header A2A-Version means 0.3." : " only."));
    }
  }

  private void card(RoutingContext context, Agent agent) {
    String base = options.publicUrl() == null ? called(context.request()) : options.publicUrl().toString().replaceAll("/+$", "");
    String card = AgentCards.of(agent, base + options.path() + "/" + agent.name(), options.version()).toString();
    String tag = '"' + UUID.nameUUIDFromBytes(card.getBytes(StandardCharsets.UTF_8)).toString() + '"';
    context.response().putHeader("ETag", tag).putHeader("Cache-Control", "public, max-age=" + options.cardMaxAge().toSeconds());
    if (tag.equals(context.request().getHeader("If-None-Match"))) {
      context.response().setStatusCode(304).end();
    } else {
      Replies.bytes(context, 200, "application/json", Buffer.buffer(card));
    }
  }

  private Agent agent(RoutingContext context) {
    return runtime.catalog().agent(context.pathParam("agent")).orElseThrow(() -> Refusal.of(
        404, "unknown-agent", "There is no agent of this name here."));
  }

  private Agent defaultAgent() {
    String name = options.defaultAgent();
    return runtime.catalog().agents().stream()
        .filter(agent -> name == null || agent.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Refusal.of(404, "unknown-agent", "There is no default agent here."));
  }

  private static String called(HttpServerRequest request) {
    return request.scheme() + "://" + request.authority();
  }

  private static RpcError error(Throwable failure) {
    if (failure instanceof RpcFault fault) {
      return fault.error();
    }
    LOG.error("an A2A request failed", failure);
    return RpcError.internal();
  }

  private Timer timer(String agent, String method, String outcome) {
    Meter meter = new Meter(agent, outcome.equals("ok") ? method : "any", outcome);
    return timers.computeIfAbsent(meter, key -> Timer.builder("roundhouse.a2a.requests")
        .description("Requests of A2A clients")
        .tag("agent", key.agent())
        .tag("method", key.method())
        .tag("outcome", key.outcome())
        .register(meters));
  }

  /** Strangers must not be able to make up meters, so the method of a failed request is not told apart. */
  private record Meter(String agent, String method, String outcome) {}
}
