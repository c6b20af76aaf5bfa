package io.roundhouse.routers.controller.eval;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reports as a table for a terminal, as CSV and as JSON. Pure functions. */
public final class ModesText {

  private static final JsonMapper JSON = new JsonMapper();

  private ModesText() {}

  /** Returns a table for people, with what was to be shown at its end. */
  public static String table(ModesReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("%s: %d requests, %d models, %d splits".formatted(report.set(), report.rows(), report.models(), report.seeds().size()));
    lines.add("  %-40s %-16s %7s %9s %8s %24s %28s".formatted(
        "way of working", "goal", "right", "$/1000", "cost", "points vs best single", "utility vs best static plan"));
    for (ModesReport.Line line : report.lines()) {
      String gain = line.goal().isEmpty() ? ""
          : String.format(Locale.ROOT, "%+.4f [%+.4f, %+.4f]", line.gain(), line.gainLow(), line.gainHigh());
      lines.add(String.format(Locale.ROOT, "  %-40s %-16s %6.2f%% %9.3f %7.2fx %+8.2f [%+5.2f, %+5.2f] %28s", line.contender(),
          line.goal(), 100 * line.quality(), 1000 * line.dollars(), line.share(), line.points(), line.pointsLow(), line.pointsHigh(), gain)
          .stripTrailing());
    }
    ModesReport.Line gate = report.gate();
    lines.add(String.format(Locale.ROOT, "  the agreement gate (first split: %s) is %+.2f points from the best single model at %.2f of its"
        + " cost; within 0.7 points at 0.55: %s", gate.example(), gate.points(), gate.share(), report.gateHolds() ? "yes" : "no"));
    List<ModesReport.Line> worse = report.worseThanStatic();
    lines.add("  no learned policy is worse than the best static plan beyond its interval: " + (worse.isEmpty() ? "yes" : "no, for "
        + String.join(", ", worse.stream().map(line -> line.contender() + " at " + line.goal()).toList())));
    return String.join("\n", lines);
  }

  /** Returns one line for each set and contender, with a header. */
  public static String csv(List<ModesReport> reports) {
    StringBuilder csv = new StringBuilder(
        "set,contender,goal,quality,dollars,cost_share,points,points_low,points_high,gain,gain_low,gain_high,example\n");
    for (ModesReport report : reports) {
      for (ModesReport.Line line : report.lines()) {
        csv.append(String.format(Locale.ROOT, "%s,\"%s\",%s,%.6f,%.8f,%.4f,%.4f,%.4f,%.4f,%.6f,%.6f,%.6f,\"%s\"%n", report.set(),
            line.contender(), line.goal(), line.quality(), line.dollars(), line.share(), line.points(), line.pointsLow(), line.pointsHigh(),
            line.gain(), line.gainLow(), line.gainHigh(), line.example()));
      }
    }
    return csv.toString();
  }

  /** Returns a document of all sets. */
  public static String json(List<ModesReport> reports) {
    ArrayNode sets = JSON.createArrayNode();
    for (ModesReport report : reports) {
      ObjectNode set = sets.addObject().put("set", report.set()).put("requests", report.rows()).put("models", report.models())
          .put("gateHolds", report.gateHolds()).put("neverWorseThanStatic", report.worseThanStatic().isEmpty());
      report.seeds().forEach(set.putArray("seeds")::add);
      ArrayNode lines = set.putArray("contenders");
      report.lines().forEach(line -> lines.add(JSON.valueToTree(line)));
    }
    return sets.toPrettyString();
  }
}
