package io.roundhouse.routers.models.eval;

import io.roundhouse.routers.models.learn.Learnability;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What texts tell about scores, as a table for a terminal. Pure. */
public final class LearnabilityText {

  private LearnabilityText() {}

  /** Returns a table for people. */
  public static String table(String set, List<Learnability> families) {
    List<String> lines = new ArrayList<>();
    lines.add(set + ": what the texts tell about the scores, on rows left out of the fit (share of the variance)");
    for (Learnability each : families) {
      lines.add(String.format(Locale.ROOT, "  %s, %d prompts; best: %s with %.3f, of which the texts tell %s", each.family(),
          each.rows(), each.best(), each.quality(), percent(each.told())));
      lines.add(String.format(Locale.ROOT, "    %-42s %8s %12s %12s", "next best", "lead", "score told", "lead told"));
      for (Learnability.Rival rival : each.rivals()) {
        lines.add(String.format(Locale.ROOT, "    %-42s %+8.3f %12s %12s", rival.model(), rival.lead(), percent(rival.told()),
            percent(rival.leadTold())));
      }
      lines.add(String.format(Locale.ROOT,
          "    going by these estimates: %+.4f on the best model's score; in hindsight %s can leave it without loss",
          each.gain(), percent(each.movable())));
    }
    return String.join("\n", lines);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
