package io.roundhouse.server.config;

import org.jspecify.annotations.Nullable;

/** A place in a file; lines and columns count from one. */
record Mark(int line, int column) implements Comparable<Mark> {

  static final Mark START = new Mark(1, 1);

  static Mark of(org.yaml.snakeyaml.error.@Nullable Mark yaml) {
    return yaml == null ? START : new Mark(yaml.getLine() + 1, yaml.getColumn() + 1);
  }

  @Override
  public int compareTo(Mark other) {
    return line != other.line ? Integer.compare(line, other.line) : Integer.compare(column, other.column);
  }
}
