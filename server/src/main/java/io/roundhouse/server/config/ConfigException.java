package io.roundhouse.server.config;

import java.util.List;
import java.util.stream.Collectors;

/** Says that a configuration cannot be used, with every mistake in it; the message has one line per mistake. */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /** Reports the mistakes of a file, in the order of their places. */
  public ConfigException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Every mistake, in the order of their places in the file. */
  public List<Problem> problems() {
    return problems;
  }
}
