package io.roundhouse.server.cli;

import io.roundhouse.server.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program without a subcommand. */
@Command(
    name = "roundhouse",
    description = "Serves agents and tools over MCP and A2A, and heals around tools that fail.",
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT,
    versionProvider = RootCommand.Versions.class,
    synopsisSubcommandLabel = "COMMAND")
final class RootCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "name a command: " + String.join(", ", spec.subcommands().keySet()));
  }

  /** Asked only when somebody wants to know. */
  static final class Versions implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {"roundhouse " + Version.current() + " (Java " + Runtime.version().feature() + ")"};
    }
  }
}
