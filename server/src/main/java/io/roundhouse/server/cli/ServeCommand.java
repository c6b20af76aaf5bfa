package io.roundhouse.server.cli;

import io.roundhouse.server.Roundhouse;
import io.roundhouse.server.RoundhouseBuilder;
import io.roundhouse.server.config.JournalConfig;
import io.roundhouse.server.config.ServerConfig;
import io.roundhouse.server.logging.QuietLogging;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Starts a server and keeps it until the process is asked to end. */
@Command(name = "serve", description = "Serve the agents and tools of a configuration file until Ctrl-C or SIGTERM.")
final class ServeCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The YAML file.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path file;

  @Option(names = "--port", paramLabel = "N", description = "Listen on this port instead of the file's; 0 takes a free one.")
  private @Nullable Integer port;

  @Option(names = "--host", paramLabel = "H", description = "Listen on this address instead of the file's.")
  private @Nullable String host;

  @Option(names = {"-v", "--verbose"}, description = "Log details to standard error.")
  private boolean verbose;

  @Override
  public Integer call() throws InterruptedException {
    if (verbose) {
      QuietLogging.verbose();
    }
    if (port != null && (port < 0 || port > 65_535)) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--port is " + port + "; expected 0 to 65535");
    }
    ServerConfig config = ServerConfig.load(file);
    Roundhouse server = start(config);
    PrintWriter out = spec.commandLine().getOut();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server, config, out), "roundhouse-close"));
    greet(out, server, config);
    new CountDownLatch(1).await();
    return CommandLine.ExitCode.OK;
  }

  private Roundhouse start(ServerConfig config) {
    RoundhouseBuilder builder = Roundhouse.builder().config(config);
    if (port != null) {
      builder.port(port);
    }
    if (host != null) {
      builder.host(host);
    }
    return builder.start();
  }

  private void greet(PrintWriter out, Roundhouse server, ServerConfig config) {
    out.println("Roundhouse serves " + file);
    out.println("  MCP      " + server.mcpUrl());
    server.runtime().catalog().agents().forEach(agent ->
        out.println("  A2A      " + server.a2aUrl(agent.name()) + "   " + agent.description()));
    out.println("  Health   " + server.url().resolve("/health") + "   metrics at /metrics, runs at /runs");
    out.println("  Journal  " + (config.journal() instanceof JournalConfig.File journal
        ? journal.path() + "   resumed " + Counts.of(server.resumed(), "unfinished run")
        : "in memory: runs end with this process; 'journal: runs.db' keeps them"));
    Suggestions.of(server).forEach(out::println);
    out.flush();
  }

  /** Runs while the process ends, so it must not throw and must not take longer than the grace and a few seconds. */
  private static void close(Roundhouse server, ServerConfig config, PrintWriter out) {
    out.println("Closing; work under way has " + config.limits().closeGrace().toSeconds() + " s to end.");
    out.flush();
    try {
      server.close();
      out.println("Closed.");
    } catch (IllegalStateException e) {
      out.println("Closed in the middle of work: " + e.getMessage() + ".");
    }
    out.flush();
  }
}
