package io.roundhouse.server.cli;

import io.roundhouse.server.config.ServerConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a configuration without starting anything. */
@Command(name = "validate", description = "Check a configuration file and say everything that is wrong with it.")
final class ValidateCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The YAML file.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path file;

  @Override
  public Integer call() {
    ServerConfig config = ServerConfig.load(file);
    spec.commandLine().getOut().println(file + " is valid: "
        + String.join(", ", Counts.of(config.agents().size(), "agent"), Counts.of(config.graphs().size(), "graph"),
            Counts.of(config.tools().size(), "tool class", "tool classes"), Counts.of(config.mcpServers().size(), "MCP server"),
            Counts.of(config.models().size(), "model")));
    return CommandLine.ExitCode.OK;
  }
}
