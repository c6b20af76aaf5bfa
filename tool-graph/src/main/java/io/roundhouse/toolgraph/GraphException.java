package io.roundhouse.toolgraph;

import java.util.List;

/** Root of everything this module throws. Every message says what was found, what was expected and what to do. */
public abstract sealed class GraphException extends RuntimeException {

  private GraphException(String message) {
    super(message);
  }

  /** A graph, or a part of it, does not hold together; {@link #problems()} lists every mistake that was found. */
  public static final class Invalid extends GraphException {

    private final List<String> problems;

    /** Reports one mistake. */
    public Invalid(String problem) {
      this(List.of(problem));
    }

    /** Reports several mistakes, one per line of the message. */
    public Invalid(List<String> problems) {
      super(String.join("\n", problems));
      this.problems = List.copyOf(problems);
    }

    /** Returns one sentence per mistake, in the order of the graph's definition. */
    public List<String> problems() {
      return problems;
    }
  }

  /** A name was used that the graph does not have. */
  public static final class UnknownName extends GraphException {

    /** Reports that {@code graph} has no {@code kind} of that name. */
    public UnknownName(String graph, String kind, Object name) {
      super("graph '%s' has no %s '%s'; add it to the graph or correct the name".formatted(graph, kind, name));
    }
  }

  /** An event does not fit the state of the run, for example the outcome of a call that was never decided. */
  public static final class UnexpectedEvent extends GraphException {

    /** Reports the event and what would have been expected. */
    public UnexpectedEvent(String message) {
      super(message);
    }
  }
}
