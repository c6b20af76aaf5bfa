package io.roundhouse.server;

import io.roundhouse.protocols.a2a.A2aEndpoint;
import io.roundhouse.protocols.a2a.A2aOptions;
import io.roundhouse.protocols.a2a.CardSecurity;
import io.roundhouse.protocols.a2a.client.A2aConnection;
import io.roundhouse.protocols.a2a.client.RemoteAgent;
import io.roundhouse.protocols.access.Access;
import io.roundhouse.protocols.access.AccessGate;
import io.roundhouse.protocols.access.AccessRules;
import io.roundhouse.protocols.access.ResourceMetadata;
import io.roundhouse.protocols.access.Scheme;
import io.roundhouse.protocols.approval.ApprovalMode;
import io.roundhouse.protocols.approval.ApprovalPages;
import io.roundhouse.protocols.control.ControlPlane;
import io.roundhouse.protocols.control.Ranking;
import io.roundhouse.protocols.http.HttpFront;
import io.roundhouse.protocols.http.HttpOptions;
import io.roundhouse.protocols.mcp.McpEndpoint;
import io.roundhouse.protocols.mcp.McpOffer;
import io.roundhouse.protocols.mcp.McpOptions;
import io.roundhouse.protocols.mcp.RuledTools;
import io.roundhouse.protocols.mcp.client.FederatedOffer;
import io.roundhouse.protocols.mcp.client.McpConnection;
import io.roundhouse.protocols.mcp.client.McpServer;
import io.roundhouse.protocols.openai.OpenAiEndpoint;
import io.roundhouse.protocols.openai.OpenAiOptions;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.CachePolicy;
import io.roundhouse.runtime.CatalogException;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.Target;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.engine.RuntimeBuilder;
import io.roundhouse.runtime.journal.SqliteJournal;
import io.roundhouse.runtime.models.ModelHttp;
import io.roundhouse.server.config.GraphConfig;
import io.roundhouse.server.config.ModelConfig;
import io.roundhouse.server.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.BindException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a server up, step by step; whatever fails takes down what was up. */
final class Startup {

  private static final Logger LOG = LoggerFactory.getLogger(Roundhouse.class);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final RoundhouseBuilder setup;
  private final Metrics metrics = new Metrics();
  private final Vertx vertx;
  private final Access access;
  private final List<Future<McpConnection>> opening = new ArrayList<>();
  private final List<McpConnection> connections = new ArrayList<>();
  private final List<A2aConnection> remotes = new ArrayList<>();

  private Startup(RoundhouseBuilder setup) {
    this.setup = setup;
    this.vertx = metrics.meter(Vertx.builder().with(new VertxOptions().setMetricsOptions(Metrics.options()))).build();
    this.access = Access.of(setup.access, vertx);
  }

  static Startup of(RoundhouseBuilder setup) {
    return new Startup(setup);
  }

  Roundhouse start() {
    try {
      return up();
    } catch (RuntimeException e) {
      Await.quietly(Future.join(opening.stream().map(Startup::closed).toList()).transform(ended -> vertx.close()));
      metrics.close();
      throw e instanceof StartException ? e : new StartException(sentence(e), e);
    }
  }

  /** Ends a connection once it is open, so that no process is left behind; one that fails has nothing to end. */
  private static Future<Void> closed(Future<McpConnection> connection) {
    return connection.compose(McpConnection::close).otherwiseEmpty();
  }

  private Roundhouse up() {
    setup.mcpServers.forEach(server -> opening.add(open(server)));
    AgentRuntime runtime = runtime();
    try {
      for (Future<McpConnection> connection : opening) {
        connections.add(Await.result(connection, PATIENCE));
      }
      connections.forEach(connection -> connection.join(runtime));
      for (McpConnection connection : connections) {
        Await.result(connection.review(), PATIENCE);
      }
      for (RemoteAgent agent : setup.a2aAgents) {
        A2aConnection remote = Await.result(A2aConnection.open(vertx, agent), PATIENCE);
        remote.join(runtime);
        remotes.add(remote);
      }
      for (GraphConfig graph : setup.graphs) {
        runtime.update(catalog -> catalog.with(CatalogParts.graph(graph, catalog)));
      }
      addControlPlane(runtime);
      ModelHttp http = ModelHttp.on(vertx);
      setup.models.stream().filter(model -> runtime.catalog().model(model.name()).isEmpty()).forEach(model ->
          runtime.update(catalog -> catalog.with(CatalogParts.model(http, model))));
      if (setup.cassette != null) {
        Tape.insert(vertx, runtime, setup.cassette, setup.models);
      }
      CatalogCheck.require(runtime.catalog(), setup.modelRouting == null ? null : setup.modelRouting.cascade());
      HttpFront front = setup.listens ? Await.result(front(runtime).start(), PATIENCE) : closedFront(runtime);
      front.ready(false);
      int resumed = Await.result(runtime.resumeUnfinished(), PATIENCE).size();
      front.ready(true);
      ControllerLearning learning = ControllerLearning.of(setup.journal, setup.routing.values(), setup.roles);
      Roundhouse server = new Roundhouse(setup, vertx, runtime, front, connections, metrics, learning, resumed);
      LOG.info("serving {}, agents: {}, tools: {}", setup.listens ? "at " + server.url() : "without a port",
          runtime.catalog().agents().size(), runtime.catalog().tools().size());
      return server;
    } catch (RuntimeException e) {
      Await.quietly(runtime.close(Duration.ZERO));
      throw e;
    }
  }

  private Future<McpConnection> open(McpServer server) {
    return McpConnection.open(vertx, server, metrics.registry());
  }

  private AgentRuntime runtime() {
    RuntimeBuilder builder = RuntimeBuilder.on(vertx)
        .catalog(setup.catalog)
        .breaker(setup.breaker)
        .budget(setup.budget)
        .roles(setup.roles)
        .maxRuns(setup.limits.maxRuns());
    setup.monitors.values().forEach(builder::monitor);
    if (setup.journal != null) {
      builder.journal(SqliteJournal.open(vertx, setup.journal));
    }
    setup.routing.forEach((name, how) -> {
      builder.desk(name, Desk.of(name, how, setup.catalog, metrics.registry()));
      if (how.shadow() != null) {
        builder.shadow(name, how.shadow());
      }
    });
    RoutedModels models = setup.modelRouting == null ? null : RoutedModels.of(setup.modelRouting);
    if (models != null) {
      builder.modelRouting(models);
    }
    boolean byMeaning = Stream.concat(setup.models.stream().map(ModelConfig::policy), setup.catalog.models().stream().map(Model::policy))
        .anyMatch(policy -> CachePolicy.isByMeaning(policy.cache()));
    if (byMeaning) {
      builder.embedder(Embedders.offLoop(vertx));
    }
    AgentRuntime runtime = builder.build();
    if (models != null) {
      Await.result(models.keepIn(runtime.journal().notes()), PATIENCE);
    }
    runtime.observe(metrics.runs());
    return runtime;
  }

  private HttpFront front(AgentRuntime runtime) {
    HttpOptions http = HttpOptions.ofDefaults();
    HttpOptions bounded = new HttpOptions(setup.host, setup.port, setup.limits.maxBodyBytes(), setup.limits.maxHeaderBytes(),
        setup.limits.maxJsonDepth(), setup.limits.bodyTimeout(), setup.allowedHosts, setup.allowedOrigins, http.eventLoops(), setup.tls);
    AccessGate gate = AccessGate.of(access, setup.limits.clients(), setup.publicUrl);
    HttpFront front = HttpFront.of(runtime, bounded, metrics.registry());
    McpOffer offer = offer(runtime);
    if (setup.approvals == ApprovalMode.URL) {
      ApprovalPages pages = ApprovalPages.of(runtime, access, () -> reached(front), setup.mcp.tasks().stateTtl());
      front.with(pages);
      offer = offer.withApprovals(pages);
    }
    return front
        .withGate(gate)
        .with(McpEndpoint.of(runtime, mcp(setup), offer, metrics.registry()))
        .with(agents(runtime, gate))
        .with(ResourceMetadata.of(access, setup.publicUrl))
        .with(OpenAiEndpoint.of(runtime, OpenAiOptions.ofDefaults(), access.rules()))
        .withDownstream(() -> Stream.concat(
            connections.stream().map(McpConnection::health), remotes.stream().map(A2aConnection::health)).toList())
        .withMetrics(metrics::prometheus);
  }

  /** Where a browser reaches this server: where everybody does or, if nobody said, on this machine. */
  private URI reached(HttpFront front) {
    return setup.publicUrl == null ? Roundhouse.local(setup.tls != null, setup.host, front.port()) : setup.publicUrl;
  }

  private A2aEndpoint agents(AgentRuntime runtime, AccessGate gate) {
    A2aEndpoint endpoint = A2aEndpoint.of(runtime, a2a(), metrics.registry())
        .withRules(access.rules()).withAdmission(new GrpcCallers(gate)).withSecurity(cardSecurity());
    return setup.tls == null ? endpoint : endpoint.withTls(setup.tls);
  }

  /** What agent cards say about getting in: what the gate enforces. */
  private CardSecurity cardSecurity() {
    CardSecurity security = CardSecurity.none();
    for (Scheme scheme : setup.access.schemes()) {
      security = switch (scheme) {
        case Scheme.KeyHeader key -> security.withApiKey("api-key", key.header());
        case Scheme.KeyBearer key -> security.withBearer("api-key-bearer", "");
        case Scheme.Token token -> security.withOpenIdConnect(token.issuer().getHost(), token.issuer().toString());
      };
    }
    return setup.tls == null || setup.tls.clientAuthorities() == null ? security : security.withMutualTls("client-certificate");
  }

  private HttpFront closedFront(AgentRuntime runtime) {
    return HttpFront.of(runtime, HttpOptions.ofDefaults(), metrics.registry());
  }

  static McpOptions mcp(RoundhouseBuilder setup) {
    return setup.mcp
        .withName(setup.mcp.identity().name(), Version.current())
        .withMaxSessions(setup.limits.maxSessions())
        .withSessionIdle(setup.limits.sessionIdle());
  }

  private McpOffer offer(AgentRuntime runtime) {
    McpOffer all = federated();
    if (!setup.access.on() && setup.controlPlane == null) {
      return all;
    }
    RuledTools seen = RuledTools.of(access.rules(), runtime::catalog).withAlso(setup.mcpOffer.visibility());
    return all.withVisibility(setup.controlPlane == null
        ? seen
        : seen.withListAtMost(setup.controlPlane.listAtMost(), ControlPlane.NAMES));
  }

  /** The offer with what the servers behind us have besides tools, to whom the rules for tools of these names let see it. */
  private McpOffer federated() {
    McpOffer all = setup.mcpOffer;
    for (McpConnection connection : connections) {
      FederatedOffer offer = connection.offer((caller, name) ->
          access.rules().check(caller, new Target.ToolTarget(name)) instanceof AccessRules.Verdict.Allowed);
      all = all.withResources(offer).withPrompts(offer);
    }
    return all;
  }

  private void addControlPlane(AgentRuntime runtime) {
    if (setup.controlPlane != null) {
      for (Tool tool : ControlPlane.tools(runtime, access.rules(), Ranking.WORDS, setup.controlPlane)) {
        if (runtime.catalog().tool(tool.name()).isPresent()) {
          throw new CatalogException("tool '" + tool.name() + "' is there already, and the control plane adds one of this name; rename it");
        }
        runtime.update(catalog -> catalog.with(tool));
      }
    }
  }

  private A2aOptions a2a() {
    A2aOptions options = setup.a2a.withVersion(Version.current());
    if (setup.publicUrl != null) {
      options = options.withPublicUrl(setup.publicUrl);
    }
    return setup.defaultAgent == null ? options : options.withDefaultAgent(setup.defaultAgent);
  }

  private String sentence(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return "port %d on %s is in use or not allowed (%s); stop the other program or choose another port"
            .formatted(setup.port, setup.host, cause.getMessage());
      }
      if (cause instanceof UnknownHostException) {
        return "host '%s' is not an address of this machine; choose another one".formatted(setup.host);
      }
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
