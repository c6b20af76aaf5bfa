package io.roundhouse.routers.models.eval;

import java.util.List;
import java.util.Locale;

/** Results as one web page that needs nothing else: a picture and a table for every set. Pure functions. */
public final class HtmlReport {

  private static final String STYLE = """
      body{font-family:sans-serif;max-width:960px;margin:2em auto;color:#222}
      table{border-collapse:collapse;font-size:14px}td,th{padding:3px 10px;text-align:right;border-bottom:1px solid #ddd}
      td:first-child,th:first-child{text-align:left}.ours{font-weight:bold;color:#0b6e4f}.bound{color:#888}""";

  private HtmlReport() {}

  /** Returns the page. */
  public static String of(List<SetReport> reports) {
    StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<title>Model routing</title><style>").append(STYLE).append("</style></head><body>\n<h1>Model routing, measured</h1>\n");
    page.append("<p>Mean over splits; intervals are 95 % by paired bootstrap over test rows. AIQ is the mean quality over all prices ")
        .append("from the cheapest to the dearest model; the Zero router draws lots between single models on their hull. Grey rows read ")
        .append("the scores they are judged by and are bounds.</p>\n");
    for (SetReport report : reports) {
      page.append("<h2>%s</h2>%n<p>%d prompts, %d models, seeds %s; Zero router AIQ %s</p>%n".formatted(PlanePicture.escaped(report.set()),
          report.rows(), report.singles().size(), report.seeds(), number("%.4f", report.zeroAiq())));
      page.append(PlanePicture.svg(report)).append(table(report));
    }
    return page.append("</body></html>\n").toString();
  }

  private static String table(SetReport report) {
    StringBuilder table = new StringBuilder("<table><tr><th>router</th><th>AIQ</th><th>over Zero</th><th>95 % interval</th>")
        .append("<th>cost at equal quality</th><th>cost at 95 %</th><th>peak</th><th>APGR</th><th>CPT50</th><th>CPT80</th></tr>\n");
    for (Result result : report.results()) {
      Figures mean = result.mean();
      String style = result.contender().equals(report.ours().contender()) ? "ours" : result.peeks() ? "bound" : "";
      table.append("<tr class=\"%s\"><td>%s</td>".formatted(style, PlanePicture.escaped(result.contender())));
      for (String cell : List.of(number("%.4f", mean.aiq()), number("%+.4f", mean.gain()),
          number("%+.4f", result.low()) + " to " + number("%+.4f", result.high()), number("%.2f", mean.costAtEqual()),
          number("%.2f", mean.costAt95()), number("%.4f", mean.peak()), number("%.3f", mean.apgr()), number("%.2f", mean.cpt50()),
          number("%.2f", mean.cpt80()))) {
        table.append("<td>").append(cell).append("</td>");
      }
      table.append("</tr>\n");
    }
    table.append("</table>\n");
    report.robustness().forEach((change, gain) ->
        table.append("<p>Test texts %s: %s over the Zero router (first split)</p>%n".formatted(change, number("%+.4f", gain))));
    return table.toString();
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value);
  }
}
