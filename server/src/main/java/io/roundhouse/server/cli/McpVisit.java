package io.roundhouse.server.cli;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundhouse.protocols.mcp.client.McpConnection;
import io.roundhouse.protocols.mcp.client.McpServer;
import io.roundhouse.protocols.mcp.client.pinning.Held;
import io.roundhouse.protocols.mcp.client.pinning.PinBook;
import io.roundhouse.protocols.mcp.client.pinning.Pinning;
import io.roundhouse.server.config.ServerConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Connections to the servers of a configuration for as long as a command takes. */
final class McpVisit implements AutoCloseable {

  private static final Duration MARGIN = Duration.ofSeconds(10);

  private final Map<String, McpServer> servers;
  private final Vertx vertx = Vertx.vertx();
  private final List<McpConnection> opened = new ArrayList<>();

  private McpVisit(Map<String, McpServer> servers) {
    this.servers = servers;
  }

  static McpVisit of(Path file) {
    return new McpVisit(ServerConfig.load(file).mcpServers());
  }

  Map<String, McpServer> servers() {
    return servers;
  }

  /** The named server, or all of them if no name was given. */
  List<McpServer> servers(CommandLine command, @Nullable String name) {
    McpServer server = name == null ? null : servers.get(name);
    if (name != null && server == null) {
      throw new CommandLine.ParameterException(command,
          "there is no MCP server '" + name + "'; the file has " + (servers.isEmpty() ? "none" : String.join(", ", servers.keySet())));
    }
    return server == null ? List.copyOf(servers.values()) : List.of(server);
  }

  McpConnection open(McpServer server) {
    McpConnection connection = result(
        McpConnection.open(vertx, server.withRequired(true), new SimpleMeterRegistry()), server.connectTimeout().plus(MARGIN));
    opened.add(connection);
    return connection;
  }

  /** What waits for approval: as the server says now or, where it cannot be reached, as it said last. */
  List<Held> waiting(McpServer server, PrintWriter out) {
    if (server.pinning().mode() == Pinning.Mode.OFF) {
      out.println(server.name() + ": its definitions are not pinned");
      return List.of();
    }
    try {
      open(server);
    } catch (IllegalStateException e) {
      out.println(e.getMessage() + "; what it said last is shown");
    }
    return PinBook.of(server.pinning()).waiting(server.name());
  }

  private static <T> T result(Future<T> future, Duration patience) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      String message = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      throw new IllegalStateException(message, e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("no answer within " + patience.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }

  @Override
  public void close() {
    result(Future.join(opened.stream().map(McpConnection::close).toList()).otherwiseEmpty(), MARGIN);
    result(vertx.close(), MARGIN);
  }
}
