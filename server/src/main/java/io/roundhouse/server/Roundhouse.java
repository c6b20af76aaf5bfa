package io.roundhouse.server;

import io.roundhouse.protocols.http.HttpFront;
import io.roundhouse.protocols.mcp.McpOffer;
import io.roundhouse.protocols.mcp.McpOptions;
import io.roundhouse.protocols.mcp.McpStdio;
import io.roundhouse.protocols.mcp.client.McpConnection;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.server.config.ServerConfig;
import io.roundhouse.server.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A running server: agents and tools behind MCP and A2A on one port. Thread-safe.
 *
 * <p>It keeps the process alive until it is closed.
 */
public final class Roundhouse implements AutoCloseable {

  private static final Duration LAST_STEPS = Duration.ofSeconds(5);

  private final String host;
  private final boolean tls;
  private final Duration grace;
  private final McpOptions mcp;
  private final McpOffer mcpOffer;
  private final Vertx vertx;
  private final AgentRuntime runtime;
  private final HttpFront front;
  private final List<McpConnection> connections;
  private final Metrics metrics;
  private final ControllerLearning learning;
  private final int resumed;
  private final AtomicBoolean closing = new AtomicBoolean();

  Roundhouse(RoundhouseBuilder setup, Vertx vertx, AgentRuntime runtime, HttpFront front, List<McpConnection> connections,
      Metrics metrics, ControllerLearning learning, int resumed) {
    this.host = setup.host;
    this.tls = setup.tls != null;
    this.grace = setup.limits.closeGrace();
    this.mcp = Startup.mcp(setup);
    this.mcpOffer = setup.mcpOffer;
    this.vertx = vertx;
    this.runtime = runtime;
    this.front = front;
    this.connections = List.copyOf(connections);
    this.metrics = metrics;
    this.learning = learning;
    this.resumed = resumed;
  }

  /** Starts to describe a server. */
  public static RoundhouseBuilder builder() {
    return new RoundhouseBuilder();
  }

  /**
   * Starts to describe a server by a configuration file; what is said afterwards counts more than the file.
   *
   * @throws io.roundhouse.server.config.ConfigException with every mistake in the file
   */
  public static RoundhouseBuilder from(Path file) {
    return builder().config(ServerConfig.load(file));
  }

  /** The port in use. */
  public int port() {
    return front.port();
  }

  /** Where the server answers, for a client on this machine. */
  public URI url() {
    return local(tls, host, port());
  }

  static URI local(boolean tls, String host, int port) {
    String name = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    return URI.create((tls ? "https" : "http") + "://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port);
  }

  /** Where MCP clients connect. */
  public URI mcpUrl() {
    return url().resolve(mcp.path());
  }

  /** Where A2A clients talk to an agent. */
  public URI a2aUrl(String agent) {
    return url().resolve("/a2a/" + agent);
  }

  /** What performs the runs; for calls from this process, and for changes of the catalog. */
  public AgentRuntime runtime() {
    return runtime;
  }

  /**
   * Serves one MCP client over a pair of streams as well, a message per line; the future succeeds when the input has ended. Nothing
   * else may be written to the output meanwhile.
   */
  public Future<Void> serveMcp(InputStream input, OutputStream output) {
    return McpStdio.serve(runtime, mcp, mcpOffer, metrics.registry(), input, output);
  }

  /** The connections to downstream MCP servers. */
  public List<McpConnection> mcpServers() {
    return connections;
  }

  /** How many runs of an earlier process were taken up again at the start. */
  public int resumed() {
    return resumed;
  }

  /**
   * Takes no new work, waits for what is under way as long as the limits' {@code close-grace} says, leaves the rest to be resumed, and
   * lets go of port, journal and processes. Later calls change nothing. Not for event loops.
   */
  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    learning.close();
    Future<?> drained = Future.join(front.close(grace), runtime.close(grace)).otherwiseEmpty()
        .compose(done -> Future.join(connections.stream().map(McpConnection::close).toList()).otherwiseEmpty())
        .transform(done -> vertx.close());
    try {
      Await.result(drained, grace.plus(LAST_STEPS));
    } finally {
      metrics.close();
    }
  }
}
