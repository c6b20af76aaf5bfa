package io.roundhouse.server.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Learns from what happened; each subcommand is one kind of decision. */
@Command(
    name = "train",
    description = "Learn from what happened, and put what was learned into service.",
    synopsisSubcommandLabel = "WHAT",
    subcommands = {TrainControllerCommand.class, TrainModelsCommand.class})
final class TrainCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "say what to train: " + String.join(", ", spec.subcommands().keySet()));
  }
}
