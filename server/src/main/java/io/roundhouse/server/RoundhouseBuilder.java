package io.roundhouse.server;

import io.roundhouse.protocols.a2a.A2aOptions;
import io.roundhouse.protocols.a2a.client.RemoteAgent;
import io.roundhouse.protocols.access.AccessOptions;
import io.roundhouse.protocols.approval.ApprovalMode;
import io.roundhouse.protocols.control.ControlOptions;
import io.roundhouse.protocols.http.Tls;
import io.roundhouse.protocols.mcp.McpOffer;
import io.roundhouse.protocols.mcp.McpOptions;
import io.roundhouse.protocols.mcp.client.McpServer;
import io.roundhouse.routers.roles.RoleLibrary;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.Budget;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.StepBinding;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolMonitor;
import io.roundhouse.runtime.tools.JavaTools;
import io.roundhouse.server.config.CassetteConfig;
import io.roundhouse.server.config.GraphConfig;
import io.roundhouse.server.config.JournalConfig;
import io.roundhouse.server.config.LimitsConfig;
import io.roundhouse.server.config.ModelConfig;
import io.roundhouse.server.config.ModelRoutingConfig;
import io.roundhouse.server.config.RoutingConfig;
import io.roundhouse.server.config.ServerConfig;
import io.roundhouse.toolgraph.health.BreakerPolicy;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Describes a server; made by {@link Roundhouse#builder}. Not thread-safe. */
public final class RoundhouseBuilder {

  String host = ServerConfig.DEFAULT_HOST;
  int port = ServerConfig.DEFAULT_PORT;
  @Nullable Path journal;
  Catalog catalog = Catalog.empty();
  final List<GraphConfig> graphs = new ArrayList<>();
  final Map<String, ToolMonitor> monitors = new LinkedHashMap<>();
  final List<McpServer> mcpServers = new ArrayList<>();
  final List<ModelConfig> models = new ArrayList<>();
  Budget budget = new Budget(null, null, null, null);
  @Nullable CassetteConfig cassette;
  @Nullable String defaultAgent;
  @Nullable URI publicUrl;
  @Nullable Tls tls;
  RoleLibrary roles = RoleLibrary.builtIn();
  BreakerPolicy breaker = BreakerPolicy.ofDefaults();
  LimitsConfig limits = LimitsConfig.ofDefaults();
  AccessOptions access = AccessOptions.off();
  @Nullable ControlOptions controlPlane;
  final Map<String, RoutingConfig> routing = new LinkedHashMap<>();
  @Nullable ModelRoutingConfig modelRouting;
  List<String> allowedHosts = List.of();
  List<String> allowedOrigins = List.of();
  McpOptions mcp = McpOptions.ofDefaults();
  McpOffer mcpOffer = McpOffer.ofDefaults();
  ApprovalMode approvals = ApprovalMode.FORM;
  boolean listens = true;
  A2aOptions a2a = A2aOptions.ofDefaults();
  final List<RemoteAgent> a2aAgents = new ArrayList<>();

  RoundhouseBuilder() {}

  /** Opens no port: the server is used from this process only, or over {@link Roundhouse#serveMcp}. */
  public RoundhouseBuilder withoutPort() {
    this.listens = false;
    return this;
  }

  /** The address to listen on; {@code 127.0.0.1} unless said. */
  public RoundhouseBuilder host(String newHost) {
    this.host = newHost;
    return this;
  }

  /** The port to listen on, 0 for a free one; 8080 unless said. */
  public RoundhouseBuilder port(int newPort) {
    this.port = newPort;
    return this;
  }

  /** Encrypts connections, those of gRPC too; plain ones unless said. */
  public RoundhouseBuilder tls(Tls newTls) {
    this.tls = newTls;
    return this;
  }

  /** The file runs are recorded in, so that they outlive the process; in memory unless said. */
  public RoundhouseBuilder journal(Path file) {
    this.journal = file;
    return this;
  }

  /** Adds an agent. */
  public RoundhouseBuilder agent(Agent agent) {
    catalog = catalog.with(agent);
    return this;
  }

  /** Adds an agent in plain blocking Java; each request runs on a virtual thread. */
  public RoundhouseBuilder agent(String name, String description, AgentBody.Answer answer) {
    return agent(Agent.of(name, description, answer));
  }

  /** Adds a tool; a tool graph is one, too. */
  public RoundhouseBuilder tool(Tool tool) {
    catalog = catalog.with(tool);
    return this;
  }

  /** Adds all {@code @Tool} methods of an object. */
  public RoundhouseBuilder tools(Object instance) {
    JavaTools.of(instance).forEach(this::tool);
    return this;
  }

  /**
   * Says which tools may answer in place of {@code tool} when it is down, preferred first; see {@link Catalog#withStandIns}.
   */
  public RoundhouseBuilder standIns(String tool, List<StepBinding> bindings) {
    catalog = catalog.withStandIns(tool, bindings);
    return this;
  }

  /** Watches a tool, in place of what was said about it before. */
  public RoundhouseBuilder monitor(ToolMonitor monitor) {
    monitors.put(monitor.tool(), monitor);
    return this;
  }

  /** Adds a model. */
  public RoundhouseBuilder model(Model model) {
    catalog = catalog.with(model);
    return this;
  }

  /** Adds the tools of a downstream MCP server; the start fails if it cannot be reached. */
  public RoundhouseBuilder mcpServer(McpServer server) {
    mcpServers.add(server);
    return this;
  }

  /** How a front desk chooses; by words unless said. */
  public RoundhouseBuilder routing(String desk, RoutingConfig how) {
    routing.put(desk, how);
    return this;
  }

  /** How a model is chosen where nobody names one; the cheapest that has room unless said. */
  public RoundhouseBuilder modelRouting(ModelRoutingConfig how) {
    this.modelRouting = how;
    return this;
  }

  /** What agents with a model are told in the roles they are given; those that come with the program unless said. */
  public RoundhouseBuilder roles(RoleLibrary library) {
    this.roles = library;
    return this;
  }

  /** The agent that answers where a caller names none; the first one by name unless said. */
  public RoundhouseBuilder defaultAgent(String name) {
    this.defaultAgent = name;
    return this;
  }

  /** Where clients reach this server, for agent cards; unless said, what the client called it. */
  public RoundhouseBuilder publicUrl(URI url) {
    this.publicUrl = url;
    return this;
  }

  /** The most any run may use, whatever its request says; no limit of its own unless said. */
  public RoundhouseBuilder budget(Budget most) {
    this.budget = most;
    return this;
  }

  /** Records calls of models and tools into a file, or answers them from it; see {@code Cassette}. */
  public RoundhouseBuilder cassette(CassetteConfig config) {
    this.cassette = config;
    return this;
  }

  /** When tools count as down, and for how long. */
  public RoundhouseBuilder breaker(BreakerPolicy policy) {
    this.breaker = policy;
    return this;
  }

  /** How much the server takes. */
  public RoundhouseBuilder limits(LimitsConfig newLimits) {
    this.limits = newLimits;
    return this;
  }

  /** Who is let in, and to what; everybody and to everything unless said, which only an address of this machine is served with. */
  public RoundhouseBuilder access(AccessOptions options) {
    this.access = options;
    return this;
  }

  /** Adds the tools {@code find_tools} and {@code route} in front of the catalog. */
  public RoundhouseBuilder controlPlane(ControlOptions options) {
    this.controlPlane = options;
    return this;
  }

  /** Names that clients may use for this server besides loopback ones. */
  public RoundhouseBuilder allowedHosts(List<String> hosts) {
    this.allowedHosts = List.copyOf(hosts);
    return this;
  }

  /** Web pages that may call this server, for example {@code https://desk.example.com}. */
  public RoundhouseBuilder allowedOrigins(List<String> origins) {
    this.allowedOrigins = List.copyOf(origins);
    return this;
  }

  /** How the server presents itself to MCP clients; sessions are bounded by the {@link #limits}. */
  public RoundhouseBuilder mcp(McpOptions options) {
    this.mcp = options;
    return this;
  }

  /** How tools look to MCP clients, and what is offered besides the catalog. */
  public RoundhouseBuilder mcpOffer(McpOffer offer) {
    this.mcpOffer = offer;
    return this;
  }

  /** How MCP clients are asked for approvals and choices; by form unless said. */
  public RoundhouseBuilder approvals(ApprovalMode mode) {
    this.approvals = mode;
    return this;
  }

  /** Adds an agent of somebody else, as an agent and as a tool; the start fails if its card cannot be had. */
  public RoundhouseBuilder a2aAgent(RemoteAgent agent) {
    a2aAgents.add(agent);
    return this;
  }

  /** What the agents offer over A2A; public address, default agent and version are set by this builder. */
  public RoundhouseBuilder a2a(A2aOptions options) {
    this.a2a = options;
    return this;
  }

  /** Takes over everything a configuration file says. */
  public RoundhouseBuilder config(ServerConfig config) {
    host(config.host()).port(config.port()).breaker(config.breaker()).limits(config.limits()).access(config.access());
    allowedHosts(config.allowedHosts()).allowedOrigins(config.allowedOrigins()).a2a(config.a2a());
    mcp(config.mcp().options()).approvals(config.mcp().approvals());
    config.mcp().tools().forEach((name, looks) -> mcpOffer(mcpOffer.withTool(name, looks)));
    if (config.journal() instanceof JournalConfig.File file) {
      journal(file.path());
    }
    if (config.defaultAgent() != null) {
      defaultAgent(config.defaultAgent());
    }
    if (config.controlPlane() != null) {
      controlPlane(config.controlPlane());
    }
    roles(config.roles());
    if (config.tls() != null) {
      tls(config.tls());
    }
    if (config.publicUrl() != null) {
      publicUrl(config.publicUrl());
    }
    budget(config.budget());
    if (config.cassette() != null) {
      cassette(config.cassette());
    }
    if (config.modelRouting() != null) {
      modelRouting(config.modelRouting());
    }
    models.addAll(config.models().values());
    config.tools().forEach(tools -> CatalogParts.tools(tools).forEach(this::tool));
    config.agents().values().forEach(agent -> agent(CatalogParts.agent(agent)));
    config.standIns().forEach(this::standIns);
    config.monitors().values().forEach(this::monitor);
    config.routing().forEach(this::routing);
    graphs.addAll(config.graphs().values());
    mcpServers.addAll(config.mcpServers().values());
    a2aAgents.addAll(config.a2aAgents().values());
    return this;
  }

  /**
   * Starts the server and waits until it answers. Not for event loops.
   *
   * @throws StartException if it cannot, for example because the port is in use
   */
  public Roundhouse start() {
    return Startup.of(this).start();
  }
}
