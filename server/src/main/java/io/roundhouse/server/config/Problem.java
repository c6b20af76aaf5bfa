package io.roundhouse.server.config;

/**
 * One mistake in a configuration file. Immutable.
 *
 * @param file the file as the caller named it
 * @param line counts from one
 * @param column counts from one
 * @param found what is there
 * @param expected what should be there, or what to do
 */
public record Problem(String file, int line, int column, String found, String expected) {

  /** The mistake in one line: {@code file:line:column: found; expected}. */
  @Override
  public String toString() {
    return "%s:%d:%d: %s; %s".formatted(file, line, column, found, expected);
  }
}
