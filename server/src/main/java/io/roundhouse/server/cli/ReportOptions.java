package io.roundhouse.server.cli;

import picocli.CommandLine.Option;

/** In which form a command reports what it measured. */
final class ReportOptions {

  /** The form. */
  enum Format {
    TABLE, CSV, JSON
  }

  @Option(names = "--format", paramLabel = "FORM", defaultValue = "TABLE",
      description = "How to print: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Format format;

  Format format() {
    return format;
  }
}
