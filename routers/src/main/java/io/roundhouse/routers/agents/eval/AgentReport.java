package io.roundhouse.routers.agents.eval;

import java.util.List;
import java.util.Locale;

/**
 * The figures of one data set. Immutable.
 *
 * @param conditions what they were measured with, in words
 */
public record AgentReport(String data, String conditions, List<Figure> figures) {

  /** Copies the figures. */
  public AgentReport {
    figures = List.copyOf(figures);
  }

  /** Returns a table for a terminal, beside what is published about prompted and trained language models on the same data. */
  public String table() {
    StringBuilder table = new StringBuilder("%s: %s%n".formatted(data, conditions));
    String setting = "";
    for (Figure figure : figures) {
      if (!figure.setting().equals(setting)) {
        setting = figure.setting();
        table.append("  ").append(setting).append(String.format("%n"));
      }
      table.append(String.format(Locale.ROOT, "    %-42s %7.2f   %s %.2f to %.2f%n", figure.measure(), figure.value(),
          figure.seeds() > 1 ? figure.seeds() + " seeds," : "95%:", figure.low(), figure.high()));
    }
    return table.append(Published.on(data)).toString();
  }

  /** Returns one line per figure, after a line of names. */
  public String csv() {
    StringBuilder csv = new StringBuilder("data,setting,measure,value,low,high,seeds\n");
    for (Figure figure : figures) {
      csv.append(String.format(Locale.ROOT, "\"%s\",\"%s\",\"%s\",%.4f,%.4f,%.4f,%d%n", data, figure.setting(), figure.measure(),
          figure.value(), figure.low(), figure.high(), figure.seeds()));
    }
    return csv.toString();
  }
}
