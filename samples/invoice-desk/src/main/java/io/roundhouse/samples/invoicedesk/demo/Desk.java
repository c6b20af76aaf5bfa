package io.roundhouse.samples.invoicedesk.demo;

import io.roundhouse.protocols.mcp.client.McpConnection;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.samples.invoicedesk.files.DurableFile;
import io.roundhouse.samples.invoicedesk.queue.LedgerQueue;
import io.roundhouse.server.Roundhouse;
import io.roundhouse.server.config.ServerConfig;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.health.BreakerState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** The desk at work: the server that {@code app.yaml} describes, and the processes around it. Thread-safe. */
final class Desk implements AutoCloseable {
  /** The name of the graph in {@code app.yaml}. */
  static final String GRAPH = "invoice";

  private final NoticeBoard notices;
  private final RateProvider rates;
  private final Roundhouse server;
  private final LedgerQueue queue;

  private Desk(NoticeBoard notices, RateProvider rates, Roundhouse server, LedgerQueue queue) {
    this.notices = notices;
    this.rates = rates;
    this.server = server;
    this.queue = queue;
  }

  /** Starts everything; if one part cannot be started, the others are ended again. */
  static Desk open(WorkFolder folder, int port) {
    NoticeBoard notices = NoticeBoard.start();
    try {
      RateProvider rates = RateProvider.start(folder.root().resolve("rates.log"));
      try {
        return new Desk(notices, rates, serve(folder, port, notices, rates), new LedgerQueue(folder.queue()));
      } catch (RuntimeException failure) {
        rates.close();
        throw failure;
      }
    } catch (RuntimeException failure) {
      notices.close();
      throw failure;
    }
  }

  private static Roundhouse serve(WorkFolder folder, int port, NoticeBoard notices, RateProvider rates) {
    Map<String, String> environment = Map.of(
        "DESK_FOLDER", folder.root().toString(),
        "DESK_WEB_HOOK", notices.url().toString(),
        "DESK_MARKET", rates.url().toString(),
        "DESK_CLASS_PATH", ChildJava.classPath(),
        "ROUNDHOUSE_JAVA", ChildJava.executable());
    Path file = folder.root().resolve("app.yaml");
    try (InputStream yaml = Desk.class.getResourceAsStream("app.yaml")) {
      if (yaml == null) {
        throw new IllegalStateException("app.yaml is missing from the program");
      }
      DurableFile.write(file, yaml.readAllBytes());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return Roundhouse.builder()
        .config(ServerConfig.load(file, environment::get))
        .port(port)
        .start();
  }

  Roundhouse server() {
    return server;
  }

  AgentRuntime runtime() {
    return server.runtime();
  }

  RateProvider rates() {
    return rates;
  }

  LedgerQueue queue() {
    return queue;
  }

  McpConnection ledger() {
    return connection("ledger");
  }

  McpConnection market() {
    return connection("market");
  }

  /** The breaker of a step of the graph. */
  BreakerState breaker(String step) {
    return runtime().health(GRAPH).state(ToolId.of(step), System.currentTimeMillis());
  }

  @Override
  public void close() {
    try {
      server.close();
    } finally {
      rates.close();
      notices.close();
    }
  }

  private McpConnection connection(String name) {
    return server.mcpServers().stream().filter(connection -> connection.server().name().equals(name)).findFirst().orElseThrow();
  }
}
