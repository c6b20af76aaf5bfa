package io.roundhouse.toolgraph;

/** Names a tool of a graph, such as {@code post-ledger}. Ordered by its text, which is also how equal costs are decided. */
public record ToolId(String value) implements Comparable<ToolId> {

  /** Throws {@link GraphException.Invalid} if the name is blank or longer than 200 characters. */
  public ToolId {
    Names.check("tool", value);
  }

  /** Returns the id with this text. */
  public static ToolId of(String value) {
    return new ToolId(value);
  }

  @Override
  public int compareTo(ToolId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
