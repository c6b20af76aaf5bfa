package io.roundhouse.server.config;

import io.roundhouse.protocols.a2a.A2aOptions;
import io.roundhouse.protocols.a2a.client.RemoteAgent;
import io.roundhouse.protocols.access.AccessOptions;
import io.roundhouse.protocols.control.ControlOptions;
import io.roundhouse.protocols.http.Tls;
import io.roundhouse.protocols.mcp.client.McpServer;
import io.roundhouse.routers.roles.RoleLibrary;
import io.roundhouse.runtime.Budget;
import io.roundhouse.runtime.StepBinding;
import io.roundhouse.runtime.ToolMonitor;
import io.roundhouse.toolgraph.health.BreakerPolicy;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A whole configuration file. Immutable; the maps keep the order of the file.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 lets the system choose
 * @param journal where runs are recorded
 * @param models by name
 * @param tools Java classes with tools
 * @param mcpServers downstream MCP servers by name
 * @param graphs tool graphs by name
 * @param standIns tools that may answer in place of one that is down, by its name, preferred first
 * @param monitors what is watched about tools, by the tool's name
 * @param agents by name
 * @param defaultAgent the agent that answers where a caller names none; null for the first one
 * @param tls how connections are encrypted; null for plain ones
 * @param publicUrl where clients reach this server, for agent cards; null to take what the client called it
 * @param breaker when tools count as down, and for how long
 * @param limits how much the server takes
 * @param access who is let in, and to what
 * @param controlPlane the tools in front of a large catalog; null for none
 * @param allowedHosts names that clients may use for this server besides loopback ones
 * @param allowedOrigins web pages that may call this server, such as {@code https://desk.example.com}
 * @param mcp how the server presents itself to MCP clients
 * @param budget the most any run may use
 * @param cassette where calls of models and tools are recorded or played back from; null for neither
 * @param routing how front desks choose, by the desk's name; the others choose by words
 * @param modelRouting how a model is chosen where nobody names one; null for the cheapest that has room
 * @param roles what agents are told in the roles they are given
 * @param a2a what the agents offer over A2A
 * @param a2aAgents agents of others by name
 */
public record ServerConfig(
    String host,
    int port,
    JournalConfig journal,
    Map<String, ModelConfig> models,
    List<ToolClassConfig> tools,
    Map<String, McpServer> mcpServers,
    Map<String, GraphConfig> graphs,
    Map<String, List<StepBinding>> standIns,
    Map<String, ToolMonitor> monitors,
    Map<String, AgentConfig> agents,
    @Nullable String defaultAgent,
    @Nullable Tls tls,
    @Nullable URI publicUrl,
    BreakerPolicy breaker,
    LimitsConfig limits,
    AccessOptions access,
    @Nullable ControlOptions controlPlane,
    List<String> allowedHosts,
    List<String> allowedOrigins,
    McpConfig mcp,
    Budget budget,
    @Nullable CassetteConfig cassette,
    Map<String, RoutingConfig> routing,
    @Nullable ModelRoutingConfig modelRouting,
    RoleLibrary roles,
    A2aOptions a2a,
    Map<String, RemoteAgent> a2aAgents) {

  /** Where the server listens unless told otherwise: reachable from this machine only. */
  public static final String DEFAULT_HOST = "127.0.0.1";

  /** The port the server listens on unless told otherwise. */
  public static final int DEFAULT_PORT = 8080;

  /**
   * Reads a file; relative paths in it start at its directory, {@code ${NAME}} is filled in from the environment.
   *
   * @throws ConfigException with every mistake in it
   */
  public static ServerConfig load(Path file) {
    return load(file, System::getenv);
  }

  /** Reads a file with another environment. */
  public static ServerConfig load(Path file, UnaryOperator<@Nullable String> environment) {
    return ConfigReader.read(file, environment);
  }

  /** A summary: what the file holds may be secret. */
  @Override
  public String toString() {
    return "config of %s:%d with %d agents, %d graphs, %d MCP servers and %d models"
        .formatted(host, port, agents.size(), graphs.size(), mcpServers.size(), models.size());
  }
}
