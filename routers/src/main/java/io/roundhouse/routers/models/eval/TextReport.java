package io.roundhouse.routers.models.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Results as text: a table for a terminal, and CSV. Pure functions. */
public final class TextReport {

  private TextReport() {}

  /** Returns a table for people. */
  public static String table(SetReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("%s: %d prompts, %d models%s, %d splits; Zero router AIQ %.4f".formatted(report.set(), report.rows(), report.singles().size(),
        report.priced() ? "" : " (no prices: the best model costs 1, others 0)", report.seeds().size(), report.zeroAiq()));
    boolean pair = !Double.isNaN(report.ours().mean().apgr());
    lines.add(String.format(Locale.ROOT, "  %-42s %7s %9s %19s %9s %9s %7s%s", "router", "AIQ", "vs Zero", "95 % interval", "cost at =",
        "at 95 %", "peak", pair ? "    APGR  CPT50  CPT80" : ""));
    for (Result result : report.results()) {
      Figures mean = result.mean();
      lines.add(String.format(Locale.ROOT, "  %-42s %7.4f  %+8.4f  [%+.4f, %+.4f] %9s %9s %7.4f%s",
          result.contender() + (result.peeks() ? " *" : ""), mean.aiq(), mean.gain(), result.low(), result.high(),
          percent(mean.costAtEqual()), percent(mean.costAt95()), mean.peak(),
          pair ? String.format(Locale.ROOT, "  %6s %6s %6s", number(mean.apgr()), percent(mean.cpt50()), percent(mean.cpt80())) : ""));
    }
    if (report.results().stream().anyMatch(Result::peeks)) {
      lines.add("  * reads the scores it is judged by: a bound, not a rival");
    }
    lines.add("  cost at =: price of the best single model's quality as a share of that model's price; '-' if a split does not reach it");
    report.robustness().forEach((change, gain) ->
        lines.add(String.format(Locale.ROOT, "  test texts %-12s vs Zero %+.4f (first split)", change, gain)));
    return String.join("\n", lines);
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
  }

  /** Returns one line for every set, contender and trial, with a header. */
  public static String csv(List<SetReport> reports) {
    StringBuilder csv = new StringBuilder("set,router,peeks,seed,aiq,gain_over_zero,cost_at_equal,cost_at_95,peak,apgr,cpt50,cpt80\n");
    for (SetReport report : reports) {
      for (Result result : report.results()) {
        for (int t = 0; t < result.trials().size(); t++) {
          Figures f = result.trials().get(t);
          csv.append(String.format(Locale.ROOT, "%s,\"%s\",%s,%d,%.6f,%.6f,%s,%s,%.6f,%s,%s,%s%n", report.set(), result.contender(),
              result.peeks(), report.seeds().get(t), f.aiq(), f.gain(), field(f.costAtEqual()), field(f.costAt95()), f.peak(),
              field(f.apgr()), field(f.cpt50()), field(f.cpt80())));
        }
      }
    }
    return csv.toString();
  }

  private static String field(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6f", value);
  }
}
