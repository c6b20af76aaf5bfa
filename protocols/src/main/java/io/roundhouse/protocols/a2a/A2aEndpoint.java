package io.roundhouse.protocols.a2a;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.micrometer.core.instrument.MeterRegistry;
import io.roundhouse.protocols.a2a.card.CardKey;
import io.roundhouse.protocols.a2a.push.PushDesk;
import io.roundhouse.protocols.a2a.push.PushOptions;
import io.roundhouse.protocols.a2a.task.TaskFeeds;
import io.roundhouse.protocols.access.AccessRules;
import io.roundhouse.protocols.http.Endpoint;
import io.roundhouse.protocols.http.ErrorFormat;
import io.roundhouse.protocols.http.HttpOptions;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.protocols.http.Replies;
import io.roundhouse.protocols.http.Routes;
import io.roundhouse.protocols.http.RpcMessage;
import io.roundhouse.protocols.http.Tls;
import io.roundhouse.protocols.http.UnguardedAddressException;
import io.roundhouse.runtime.AgentRuntime;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Serves every agent and tool graph of the catalog over A2A 1.0: JSON-RPC and HTTP+JSON at {@code /a2a/{agent}}, and gRPC on a port of
 * its own if the options say so. Thread-safe.
 */
public final class A2aEndpoint implements Endpoint {

  static final String CARD = "/.well-known/agent-card.json";

  /** How refusals of the HTTP front are written on JSON-RPC paths. */
  private static final ErrorFormat RPC = refusal ->
      RpcMessage.failure(JsonNodeFactory.instance.nullNode(), A2aMeter.of(refusal).toRpc());

  private final AgentRuntime runtime;
  private final A2aOptions options;
  private final TaskFeeds feeds;
  private final @Nullable PushDesk push;
  private final CardDesk cards;
  private final Caller caller;
  private final RpcBinding rpc;
  private final RestBinding rest;
  private final LegacyBinding legacy;
  private final A2aService service;
  private final A2aMeter meter;
  private final GrpcListener grpc;
  private final SseOutlet outlet = new SseOutlet();
  private A2aAdmission admission = A2aAdmission.OPEN;
  private AccessRules rules = AccessRules.open();
  private @Nullable Tls tls;
  private volatile boolean closing;
  private volatile int grpcPort;

  private A2aEndpoint(AgentRuntime runtime, A2aOptions options, MeterRegistry meters) {
    this.runtime = runtime;
    this.options = options;
    this.feeds = new TaskFeeds(runtime, Clock.systemUTC());
    PushOptions notifications = options.push();
    this.push = notifications == null ? null : PushDesk.of(runtime, feeds, notifications);
    this.cards = new CardDesk(runtime, options, Clock.systemUTC());
    this.caller = new Caller(options);
    this.grpc = new GrpcListener(runtime.vertx());
    this.meter = new A2aMeter(meters);
    this.service = new A2aService(runtime, options, cards, feeds, push);
    this.rpc = new RpcBinding(service, caller, outlet, meter);
    this.legacy = new LegacyBinding(service, caller, outlet, meter);
    this.rest = new RestBinding(service, caller, outlet, meter, options.errorTable());
  }

  /** An endpoint for the agents of this runtime. */
  public static A2aEndpoint of(AgentRuntime runtime, A2aOptions options, MeterRegistry meters) {
    return new A2aEndpoint(runtime, options, meters);
  }

  /** Says on the cards how clients have to say who they are. */
  public A2aEndpoint withSecurity(CardSecurity security) {
    cards.security(security);
    return this;
  }

  /** Says who may call by gRPC; everybody unless said. Call it before the start. */
  public A2aEndpoint withAdmission(A2aAdmission newAdmission) {
    admission = newAdmission;
    return this;
  }

  /** Says who may know of and call which agents; everybody everything unless said. Call it before the start. */
  public A2aEndpoint withRules(AccessRules newRules) {
    rules = newRules;
    return this;
  }

  /** Encrypts the connections of the gRPC binding; plain ones unless said. Call it before the start. */
  public A2aEndpoint withTls(Tls newTls) {
    tls = newTls;
    return this;
  }

  /** How many tasks somebody follows or waits for; for tests. */
  int followed() {
    return feeds.size();
  }

  /** The port of the gRPC binding; 0 if there is none. */
  public int grpcPort() {
    return grpcPort;
  }

  @Override
  public Future<Void> start() {
    Future<Void> delivered = push == null ? Future.succeededFuture() : push.catchUp();
    A2aOptions.GrpcAddress address = options.grpc();
    if (address == null) {
      return delivered;
    }
    if (!HttpOptions.isLoopback(address.host()) && !admission.guardsPublicAddress()) {
      return Future.failedFuture(new UnguardedAddressException(address.host()));
    }
    GrpcBinding binding = new GrpcBinding(service, caller, meter, options.errorTable(), this::tenant, admission);
    return delivered.compose(done -> grpc.start(address, tls, binding)).map(port -> {
      grpcPort = port;
      cards.grpcPort(port);
      return null;
    });
  }

  private @Nullable HostedAgent tenant(String name, Principal principal) {
    HostedAgent agent = name.isEmpty() ? first() : HostedAgent.find(runtime.catalog(), name).orElse(null);
    return agent == null ? null : allowed(principal, agent);
  }

  /** The agent if the principal may call it, null if it must not even know of it. */
  private @Nullable HostedAgent allowed(Principal principal, HostedAgent agent) {
    return switch (rules.check(principal, agent.target())) {
      case AccessRules.Verdict.Allowed allowed -> agent;
      case AccessRules.Verdict.Hidden hidden -> null;
      case AccessRules.Verdict.Lacking lacking -> throw Refusal.of(
          403, "insufficient-scope", "This agent needs the scopes " + String.join(" ", lacking.needs()) + ".");
    };
  }

  @Override
  public void mount(Routes routes) {
    ErrorFormat http = refusal -> A2aMeter.of(refusal).toHttp(options.errorTable());
    Handler<RoutingContext> below = context -> below(context, routes);
    routes.at(CARD, ErrorFormat.PLAIN, Map.of(HttpMethod.GET, context -> card(context, standard())));
    CardKey key = options.cardKey();
    if (key != null) {
      routes.at(CardDesk.KEYS, ErrorFormat.PLAIN, Map.of(HttpMethod.GET, context -> Replies.json(context, 200, key.publicKeys())));
    }
    routes.at(options.path(), RPC, Map.of(
        HttpMethod.GET, this::catalog,
        HttpMethod.POST, context -> post(context, called(context, standard()), routes)));
    routes.at(options.path() + "/:agent", RPC, Map.of(HttpMethod.POST, context -> post(context, called(context, agent(context)), routes)));
    routes.at(options.path() + "/:agent" + CARD, ErrorFormat.PLAIN, Map.of(HttpMethod.GET, context -> card(context, agent(context))));
    routes.at(options.path() + "/:agent/*", http, Map.of(HttpMethod.GET, below, HttpMethod.POST, below, HttpMethod.DELETE, below));
  }

  @Override
  public Future<Void> close() {
    closing = true;
    outlet.close();
    feeds.close();
    if (push != null) {
      push.close();
    }
    return grpc.close();
  }

  private void requireOpen() {
    if (closing) {
      throw Refusal.of(503, "closing", "The server is shutting down.").withHeader("Connection", "close");
    }
  }

  private void post(RoutingContext context, HostedAgent agent, Routes routes) {
    requireOpen();
    routes.bodies().json(context).onComplete(body -> {
      try {
        if (legacy.takes(context, body)) {
          legacy.handle(context, agent, body);
        } else {
          rpc.handle(context, agent, body);
        }
      } catch (Refusal refused) {
        context.fail(refused);
      }
    }, context::fail);
  }

  private void below(RoutingContext context, Routes routes) {
    requireOpen();
    HostedAgent agent = called(context, agent(context));
    String path = context.request().path();
    int begin = path.indexOf('/', options.path().length() + 1);
    String below = begin < 0 ? "" : path.substring(begin);
    if (below.equals("/") && context.request().method().equals(HttpMethod.POST)) {
      Routes.format(context, RPC);
      post(context, agent, routes);
      return;
    }
    RestBinding.Call call = RestBinding.call(context.request().method(), below);
    if (call == null) {
      throw Refusal.of(404, "not-found", "There is no such operation in A2A 1.0.");
    }
    rest.handle(context, agent, call, routes);
  }

  private void card(RoutingContext context, HostedAgent agent) {
    CardDesk.Written card = cards.open(agent, caller.base(context.request()));
    context.response()
        .putHeader("ETag", card.tag())
        .putHeader("Last-Modified", card.since())
        .putHeader("Vary", "Host")
        .putHeader("Cache-Control", "public, max-age=" + options.cardMaxAge().toSeconds());
    if (card.tag().equals(context.request().getHeader("If-None-Match"))) {
      context.response().setStatusCode(304).end();
    } else {
      Replies.bytes(context, 200, "application/json", Buffer.buffer(card.card().toString()));
    }
  }

  private void catalog(RoutingContext context) {
    Principal principal = Principal.of(context);
    Replies.json(context, 200, cards.catalog(
        caller.base(context.request()), first(), agent -> rules.shows(principal, agent.target())));
  }

  private HostedAgent agent(RoutingContext context) {
    return HostedAgent.find(runtime.catalog(), context.pathParam("agent")).orElseThrow(A2aEndpoint::unknown);
  }

  private HostedAgent called(RoutingContext context, HostedAgent agent) {
    HostedAgent mine = allowed(Principal.of(context), agent);
    if (mine == null) {
      throw unknown();
    }
    return mine;
  }

  private static Refusal unknown() {
    return Refusal.of(404, "unknown-agent", "There is no agent of this name here.");
  }

  private HostedAgent standard() {
    HostedAgent agent = first();
    if (agent == null) {
      throw Refusal.of(404, "unknown-agent", "There is no default agent here.");
    }
    return agent;
  }

  private @Nullable HostedAgent first() {
    String name = options.defaultAgent();
    List<HostedAgent> all = HostedAgent.all(runtime.catalog());
    return all.stream().filter(agent -> name == null || agent.name().equals(name)).findFirst().orElse(null);
  }

}
