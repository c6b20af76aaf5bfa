package io.roundhouse.server.cli;

import io.roundhouse.protocols.mcp.client.McpServer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the commands about downstream MCP servers have in common: the configuration they are about, and where they write. */
final class McpTarget {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Parameters(index = "0", paramLabel = "FILE", description = "The YAML file.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path file;

  Path file() {
    return file;
  }

  PrintWriter out() {
    return command.commandLine().getOut();
  }

  McpVisit visit() {
    return McpVisit.of(file);
  }

  /** The named server, or all of them if no name was given. */
  List<McpServer> servers(McpVisit visit, @Nullable String name) {
    return visit.servers(command.commandLine(), name);
  }

  /** Says what is wrong with what was asked for, as for a wrong option. */
  CommandLine.ParameterException misuse(String message) {
    return new CommandLine.ParameterException(command.commandLine(), message);
  }
}
