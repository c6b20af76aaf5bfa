package io.roundhouse.server.cli;

import io.roundhouse.server.spi.CliCommand;
import java.util.ServiceLoader;
import picocli.CommandLine;

/** Where the program begins. */
public final class Main {

  private Main() {}

  /** Runs a command and ends the process with its exit code: 0 for success, 1 for failure, 2 for wrong input. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine program = new CommandLine(new RootCommand());
    program.addSubcommand(new ServeCommand())
        .addSubcommand(new McpStdioCommand())
        .addSubcommand(new ValidateCommand()).addSubcommand(new EvalCommand())
        .addSubcommand(new TrainCommand());
    ServiceLoader.load(CliCommand.class).forEach(program::addSubcommand);
    Complaints complaints = new Complaints();
    return program
        .setExecutionExceptionHandler(complaints)
        .setParameterExceptionHandler(complaints)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true);
  }
}
