package io.roundhouse.server.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What a person does about downstream MCP servers: see their tools, approve changes, sign in. */
@Command(
    name = "mcp",
    description = "See the tools of downstream MCP servers, approve their definitions, sign in.",
    synopsisSubcommandLabel = "WHAT",
    subcommands = {McpListCommand.class, McpDiffCommand.class, McpApproveCommand.class, McpLoginCommand.class})
final class McpCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "say what to do: " + String.join(", ", spec.subcommands().keySet()));
  }
}
