package io.roundhouse.routers.guard.eval;

import java.util.List;
import java.util.Locale;

/** What a guard said about the texts of each source. Immutable. */
public record GuardReport(List<Line> lines) {

  /** Copies the lines. */
  public GuardReport {
    lines = List.copyOf(lines);
  }

  /**
   * One source. Shares are in percent of its texts.
   *
   * @param label what its texts are
   * @param texts how many were looked at; those the shipped model was trained on are left out
   * @param jailbreak how many were taken for jailbreaks
   * @param harmful how many were taken for harmful requests
   * @param certain in how many personal data of a certain form was found
   * @param any in how many any personal data was found, names and addresses included
   * @param denied how many a guard that denies jailbreaks and harmful requests would refuse: recall for attacks, false blocks for the
   *     rest
   */
  public record Line(
      String source, String label, int texts, double jailbreak, double harmful, double certain, double any, double denied) {}

  /** Returns a table for a terminal. */
  public String table() {
    StringBuilder table = new StringBuilder(String.format(Locale.ROOT, "%-18s %-10s %6s %10s %8s %12s %8s %7s%n",
        "source", "label", "texts", "jailbreak", "harmful", "certain PII", "any PII", "denied"));
    for (Line line : lines) {
      table.append(String.format(Locale.ROOT, "%-18s %-10s %6d %9.2f%% %7.2f%% %11.2f%% %7.2f%% %6.2f%%%n",
          line.source(), line.label(), line.texts(), line.jailbreak(), line.harmful(), line.certain(), line.any(), line.denied()));
    }
    return table.toString();
  }

  /** Returns one line per source, after a line of names. */
  public String csv() {
    StringBuilder csv = new StringBuilder("source,label,texts,jailbreak,harmful,certain-pii,any-pii,denied\n");
    for (Line line : lines) {
      csv.append(String.format(Locale.ROOT, "\"%s\",\"%s\",%d,%.3f,%.3f,%.3f,%.3f,%.3f%n", line.source(), line.label(), line.texts(),
          line.jailbreak(), line.harmful(), line.certain(), line.any(), line.denied()));
    }
    return csv.toString();
  }
}
