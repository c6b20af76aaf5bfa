package io.roundhouse.server.cli;

import io.roundhouse.server.spi.CliCommand;
import picocli.CommandLine.Command;

/** A subcommand from another jar. */
@Command(name = "plugged", description = "Comes from elsewhere.")
public final class PluggedCommand implements CliCommand {

  @Override
  public Integer call() {
    return 7;
  }
}
