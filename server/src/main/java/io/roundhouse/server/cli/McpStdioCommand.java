package io.roundhouse.server.cli;

import io.roundhouse.server.Roundhouse;
import io.roundhouse.server.config.ServerConfig;
import io.roundhouse.server.logging.QuietLogging;
import io.vertx.core.Future;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Serves one MCP client over standard input and output, for desktop programs that start their servers themselves. */
@Command(
    name = "mcp-stdio",
    description = "Serve a configuration file to one MCP client over standard input and output, until the input ends.")
final class McpStdioCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The YAML file.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path file;

  @Option(names = {"-v", "--verbose"}, description = "Log details to standard error.")
  private boolean verbose;

  @Override
  public Integer call() throws Exception {
    if (verbose) {
      QuietLogging.verbose();
    }
    // Whatever a tool prints must not get between the messages.
    System.setOut(System.err);
    try (Roundhouse server = Roundhouse.builder().config(ServerConfig.load(file)).withoutPort().start();
        FileInputStream input = new FileInputStream(FileDescriptor.in);
        FileOutputStream output = new FileOutputStream(FileDescriptor.out)) {
      Future<Void> ended = server.serveMcp(input, output);
      ended.toCompletionStage().toCompletableFuture().get();
    }
    return CommandLine.ExitCode.OK;
  }
}
