package io.roundhouse.server.cli;

import io.roundhouse.server.config.ConfigException;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Turns everything that goes wrong in a command into lines for a person and an exit code; a stack goes to the log if it is verbose. */
final class Complaints implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (failure instanceof ConfigException mistakes) {
      mistakes.problems().forEach(err::println);
      err.println(Counts.of(mistakes.problems().size(), "mistake"));
      return CommandLine.ExitCode.USAGE;
    }
    LOG.debug("command '{}' failed", command.getCommandName(), failure);
    err.println("roundhouse: " + (failure.getMessage() == null ? failure.toString() : failure.getMessage()));
    return CommandLine.ExitCode.SOFTWARE;
  }

  @Override
  public int handleParseException(CommandLine.ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("roundhouse: " + failure.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return CommandLine.ExitCode.USAGE;
  }
}
