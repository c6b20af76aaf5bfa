package io.roundhouse.protocols.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.RunId;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one HTTP server: endpoints, {@code /health}, {@code /runs} and {@code /metrics} on one port. Thread-safe once started.
 *
 * <p>Describe it with the {@code with} methods, then {@link #start}; {@link #close} ends it.
 */
public final class HttpFront {

  private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);

  private static final int LONGEST_ID = 128;

  private final AgentRuntime runtime;
  private final HttpOptions options;
  private final MeterRegistry meters;
  private final List<Endpoint> endpoints = new ArrayList<>();
  private final List<Listener> listeners = new ArrayList<>();
  private final HealthPage health;
  private Supplier<List<DownstreamHealth>> downstream = List::of;
  private @Nullable Supplier<String> metrics;
  private Gate gate = Gate.OPEN;
  private @Nullable Future<Void> closed;
  private volatile int port;

  private HttpFront(AgentRuntime runtime, HttpOptions options, MeterRegistry meters) {
    this.runtime = runtime;
    this.options = options;
    this.meters = meters;
    this.health = new HealthPage(runtime, () -> downstream.get());
  }

  /** A front for this runtime that does not listen yet. */
  public static HttpFront of(AgentRuntime runtime, HttpOptions options, MeterRegistry meters) {
    return new HttpFront(runtime, options, meters);
  }

  /** Adds an endpoint. */
  public HttpFront with(Endpoint endpoint) {
    endpoints.add(endpoint);
    return this;
  }

  /** Serves {@code /metrics} with the text this yields, in the Prometheus format; called on a worker thread. */
  public HttpFront withMetrics(Supplier<String> text) {
    this.metrics = text;
    return this;
  }

  /** Shows these servers on {@code /health}; called on an event loop. */
  public HttpFront withDownstream(Supplier<List<DownstreamHealth>> servers) {
    this.downstream = servers;
    return this;
  }

  /** Asks who sends each request, except for what is public: health without details, and what clients need to know to come in. */
  public HttpFront withGate(Gate newGate) {
    this.gate = newGate;
    return this;
  }

  /**
   * Listens; the future fails if the address cannot be bound, or if other machines reach it and nobody has to say who they are. Health
   * says {@code ready} from then on.
   */
  public Future<HttpFront> start() {
    if (!Guard.isLoopback(options.host()) && !gate.guardsPublicAddress()) {
      return Future.failedFuture(new UnguardedAddressException(options.host()));
    }
    Vertx vertx = runtime.vertx();
    Router router = router(vertx);
    DeploymentOptions perLoop = new DeploymentOptions().setInstances(options.eventLoops());
    return Future.all(endpoints.stream().map(Endpoint::start).toList())
        .compose(open -> vertx.deployVerticle(() -> listener(router), perLoop)).map(listening -> {
      port = listeners.get(0).port();
      health.status("ready");
      return this;
    });
  }

  /** The port in use; 0 before the start. */
  public int port() {
    return port;
  }

  /** Says on {@code /health} whether we take work, for example while runs of an earlier process are taken up again. */
  public void ready(boolean ready) {
    health.status(ready ? "ready" : "starting");
  }

  /** Takes no new connections, ends streams, waits at most {@code grace} for requests under way, then closes the rest. */
  public synchronized Future<Void> close(Duration grace) {
    if (closed == null) {
      closed = closeOnce(grace);
    }
    return closed;
  }

  private Future<Void> closeOnce(Duration grace) {
    health.status("closing");
    List<Future<Void>> closing = endpoints.stream().map(Endpoint::close).toList();
    return Future.join(closing).otherwiseEmpty()
        .compose(ended -> Future.join(listeners.stream().map(listener -> listener.drain(grace)).toList()))
        .mapEmpty();
  }

  private synchronized Listener listener(Router router) {
    Listener listener = new Listener(router, options);
    listeners.add(listener);
    return listener;
  }

  private Router router(Vertx vertx) {
    BoundedJson json = new BoundedJson(options.maxJsonDepth());
    Router router = Router.router(vertx);
    router.route().handler(new RequestMeter(meters)).handler(new Guard(options)).failureHandler(HttpFront::failed);
    Routes routes = new Routes(router, new BodyReader(vertx, json, options), json, gate);
    RunPages runs = new RunPages(runtime);
    routes.open("/health", ErrorFormat.PLAIN, Map.of(HttpMethod.GET, context -> health.handle(context, gate)));
    routes.at("/runs", ErrorFormat.PLAIN, Map.of(HttpMethod.GET, runs::newest));
    RunControls controls = new RunControls(runtime, routes.bodies());
    routes.at("/runs/:id", ErrorFormat.PLAIN, Map.of(HttpMethod.GET, runs::trace, HttpMethod.DELETE, owned(controls::cancel)));
    routes.at("/runs/:id/answers/:input", ErrorFormat.PLAIN, Map.of(HttpMethod.POST, owned(controls::answer)));
    routes.at("/runs/:id/approvals/:step", ErrorFormat.PLAIN, Map.of(HttpMethod.POST, owned(controls::approve)));
    routes.at("/runs/:id/feedback", ErrorFormat.PLAIN, Map.of(HttpMethod.POST, owned(controls::feedback)));
    Supplier<String> text = metrics;
    if (text != null) {
      routes.at("/metrics", ErrorFormat.PLAIN, Map.of(HttpMethod.GET, context -> scrape(context, text)));
    }
    endpoints.forEach(endpoint -> endpoint.mount(routes));
    router.route().last().handler(context -> {
      throw Refusal.of(404, "not-found", "There is nothing at this path.");
    });
    return router;
  }

  /** Lets only those act on a run who may. */
  private Handler<RoutingContext> owned(Handler<RoutingContext> act) {
    return context -> {
      Principal asks = Principal.of(context);
      if (asks.has(Principal.RUNS_ADMIN)) {
        act.handle(context);
        return;
      }
      String id = context.pathParam("id");
      if (id.isBlank() || id.length() > LONGEST_ID) {
        throw unknownRun();
      }
      context.request().pause();
      Runs.isControlledBy(runtime, asks, new RunId(id)).onComplete(
          allowed -> {
            context.request().resume();
            if (allowed) {
              act.handle(context);
            } else {
              context.fail(unknownRun());
            }
          },
          context::fail);
    };
  }

  private static Refusal unknownRun() {
    return Refusal.of(404, "unknown-run", "No run with this id is under way.");
  }

  private static void scrape(RoutingContext context, Supplier<String> text) {
    if (!Principal.of(context).has(Principal.METRICS_READ)) {
      throw Refusal.insufficientScope(List.of(Principal.METRICS_READ));
    }
    context.vertx().executeBlocking(text::get).onComplete(
        page -> Replies.bytes(context, 200, "text/plain; version=0.0.4; charset=utf-8", Buffer.buffer(page)), context::fail);
  }

  private static void failed(RoutingContext context) {
    Throwable failure = context.failure();
    if (failure instanceof Refusal refusal) {
      Replies.refusal(context, refusal);
    } else if (failure == null && context.statusCode() < 500) {
      Replies.refusal(context, Refusal.of(context.statusCode(), "bad-request", "The request line or a header cannot be read."));
    } else {
      LOG.error("{} {} failed", context.request().method(), context.request().path(), failure);
      Replies.refusal(context, Refusal.internal());
    }
  }
}
