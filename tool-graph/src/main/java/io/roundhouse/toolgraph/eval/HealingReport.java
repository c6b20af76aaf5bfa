package io.roundhouse.toolgraph.eval;

import java.util.List;
import java.util.function.ToIntFunction;

/** The outcome of all scenarios, one row for each scenario and fault mode. Immutable. */
public record HealingReport(List<Row> rows) {

  /** Copies the list. */
  public HealingReport {
    rows = List.copyOf(rows);
  }

  /**
   * One scenario in one fault mode.
   *
   * @param suite which of the published suites it belongs to
   * @param foreseen true when monitors knew the faults before the start, false when they were found at the call
   * @param problems what differs from a perfect healer; empty if nothing does
   */
  public record Row(String suite, String id, boolean foreseen, boolean completes, int calls, int reroutes, int replans, int escalations,
      int silent, int repeats, int publishedLlmCalls, List<String> problems) {

    /** Copies the list. */
    public Row {
      problems = List.copyOf(problems);
    }
  }

  /** Returns true if every row is what a perfect healer does. */
  public boolean isPerfect() {
    return rows.stream().allMatch(row -> row.problems().isEmpty());
  }

  /** Returns the rows of one suite in one fault mode. */
  public List<Row> rows(String suite, boolean foreseen) {
    return rows.stream().filter(row -> row.suite().equals(suite) && row.foreseen() == foreseen).toList();
  }

  /** Returns the sum of a column. */
  public static int sum(List<Row> rows, ToIntFunction<Row> column) {
    return rows.stream().mapToInt(column).sum();
  }

  /** Returns tables for people, with the published figures beside ours. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (String suite : rows.stream().map(Row::suite).distinct().toList()) {
      for (boolean foreseen : new boolean[] {true, false}) {
        table(suite, foreseen, text);
      }
    }
    text.append("Published for the same 19 scenarios: Self-Healing Router 9 LLM calls and 24 replans, ReAct 123 LLM calls; ")
        .append("silent failures of a static pipeline: 3.\n");
    text.append(isPerfect() ? "All rows are as expected.\n" : "Some rows are NOT as expected, see above.\n");
    return text.toString();
  }

  private void table(String suite, boolean foreseen, StringBuilder text) {
    List<Row> part = rows(suite, foreseen);
    text.append("%s, faults %s%n".formatted(suite, foreseen ? "known before the start" : "found at the call"));
    text.append(line("scenario", "outcome", "calls", "reroutes", "replans", "LLM", "published", "silent", "repeated", "verdict"));
    for (Row row : part) {
      text.append(line(row.id(), row.completes() ? "completed" : "escalated", row.calls(), row.reroutes(), row.replans(),
          row.escalations(), row.publishedLlmCalls(), row.silent(), row.repeats(),
          row.problems().isEmpty() ? "ok" : String.join("; ", row.problems())));
    }
    long right = part.stream().filter(row -> row.problems().isEmpty()).count();
    text.append(line("sum", right + "/" + part.size(), sum(part, Row::calls), sum(part, Row::reroutes), sum(part, Row::replans),
        sum(part, Row::escalations), sum(part, Row::publishedLlmCalls), sum(part, Row::silent), sum(part, Row::repeats), ""));
    text.append('\n');
  }

  private static String line(Object... cells) {
    return "%-9s %-10s %5s %8s %7s %4s %9s %6s %8s  %s%n".formatted(cells);
  }
}
