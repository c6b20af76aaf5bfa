package io.roundhouse.server.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measures decisions on data; each subcommand is one kind of decision. */
@Command(
    name = "eval",
    description = "Measure decisions on public data and print the figures beside the published ones.",
    synopsisSubcommandLabel = "WHAT",
    subcommands = {
        EvalAgentsCommand.class, EvalGuardsCommand.class, EvalHealingCommand.class, EvalModelsCommand.class, EvalModesCommand.class})
final class EvalCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "say what to measure: " + String.join(", ", spec.subcommands().keySet()));
  }
}
