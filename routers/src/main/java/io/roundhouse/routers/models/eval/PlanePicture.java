package io.roundhouse.routers.models.eval;

import io.roundhouse.routers.models.plane.Hull;
import io.roundhouse.routers.models.plane.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws one set's quality-cost plane as SVG: single models as dots, hulls as lines, cost on a logarithmic axis. Pure functions. */
public final class PlanePicture {

  private static final int WIDTH = 860;
  private static final int HEIGHT = 480;
  private static final int LEFT = 64;
  private static final int RIGHT = 24;
  private static final int TOP = 34;
  private static final int BOTTOM = 48;
  private static final List<String> COLOURS = List.of("#0b6e4f", "#7a7a7a", "#c1440e", "#3b6fb6", "#8a4fbe", "#b8860b", "#2aa198");
  private static final int RIVALS = 4;

  private record Scale(double least, double most, double low, double high, boolean logarithmic) {

    double x(double cost) {
      double share = logarithmic ? (Math.log(Math.max(cost, least)) - Math.log(least)) / (Math.log(most) - Math.log(least))
          : (cost - least) / (most - least);
      return LEFT + Math.clamp(share, 0, 1) * (WIDTH - LEFT - RIGHT);
    }

    double y(double quality) {
      return HEIGHT - BOTTOM - (quality - low) / (high - low) * (HEIGHT - TOP - BOTTOM);
    }
  }

  private PlanePicture() {}

  /** Returns an SVG element with the default policy, the Zero router, and the four best rivals. */
  public static String svg(SetReport report) {
    List<Point> singles = List.copyOf(report.singles().values());
    Hull zero = Hull.of(singles);
    Scale scale = scale(report, singles);
    StringBuilder svg = new StringBuilder();
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n"
        .formatted(WIDTH, HEIGHT));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    text(svg, LEFT, 20, "start", report.set() + ": quality against cost, first split");
    axes(svg, scale, report.priced());
    List<String> names = new ArrayList<>(List.of(report.ours().contender(), "Zero router (hull of single models)"));
    line(svg, zero, scale, COLOURS.get(1), "stroke-dasharray=\"6 4\"");
    int colour = 2;
    for (Result rival : rivals(report)) {
      line(svg, Hull.of(rival.points()), scale, COLOURS.get(colour++), "stroke-opacity=\"0.8\"");
      names.add(rival.contender());
    }
    line(svg, Hull.of(report.ours().points()), scale, COLOURS.getFirst(), "stroke-width=\"3\"");
    report.singles().forEach((model, point) -> dot(svg, scale, model, point));
    for (int k = 0; k < names.size(); k++) {
      double y = HEIGHT - BOTTOM - 16.0 * (names.size() - k);
      svg.append(String.format(
          Locale.ROOT, "<rect x=\"%d\" y=\"%.0f\" width=\"14\" height=\"4\" fill=\"%s\"/>%n", WIDTH - 320, y, COLOURS.get(k)));
      text(svg, WIDTH - 300, y + 6, "start", names.get(k));
    }
    return svg.append("</svg>\n").toString();
  }

  private static List<Result> rivals(SetReport report) {
    return report.results().stream().skip(1).filter(result -> !result.peeks() && result.points().size() > 2)
        .sorted((a, b) -> Double.compare(b.mean().aiq(), a.mean().aiq())).limit(RIVALS).toList();
  }

  private static Scale scale(SetReport report, List<Point> singles) {
    double least = singles.stream().mapToDouble(Point::cost).min().orElse(0);
    double most = singles.stream().mapToDouble(Point::cost).max().orElse(1);
    double low = Math.min(report.singles().values().stream().mapToDouble(Point::quality).min().orElse(0), report.zeroAiq());
    double high = Math.max(singles.stream().mapToDouble(Point::quality).max().orElse(1), report.ours().mean().peak());
    double room = Math.max(1e-6, high - low) * 0.06;
    return new Scale(least, most > least ? most * 1.02 : least + 1, low - room, high + room, least > 0);
  }

  private static void axes(StringBuilder svg, Scale scale, boolean priced) {
    for (int k = 0; k <= 5; k++) {
      double quality = scale.low + (scale.high - scale.low) * k / 5;
      double y = scale.y(quality);
      svg.append(String.format(
          Locale.ROOT, "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#e4e4e4\"/>%n", LEFT, y, WIDTH - RIGHT, y));
      text(svg, LEFT - 8, y + 4, "end", String.format(Locale.ROOT, "%.3f", quality));
      double cost = scale.logarithmic ? scale.least * Math.pow(scale.most / scale.least, k / 5.0)
          : scale.least + (scale.most - scale.least) * k / 5;
      text(svg, scale.x(cost), HEIGHT - BOTTOM + 18, "middle", priced ? String.format(Locale.ROOT, "$%.2f", cost * 1000)
          : String.format(Locale.ROOT, "%.0f %%", cost * 100));
    }
    text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10, "middle",
        priced ? "mean cost of 1,000 queries" + (scale.logarithmic ? " (logarithmic)" : "") : "share of calls of the strong model");
  }

  private static void line(StringBuilder svg, Hull hull, Scale scale, String colour, String style) {
    StringBuilder points = new StringBuilder();
    Point last = hull.points().getLast();
    Point left = hull.points().getFirst();
    for (Point right : hull.points()) {
      for (int k = 1; k <= 12; k++) { // straight in the plane, bent on a logarithmic axis
        double cost = left.cost() + (right.cost() - left.cost()) * k / 12;
        points.append(String.format(Locale.ROOT, "%.1f,%.1f ", scale.x(cost), scale.y(hull.at(cost))));
      }
      left = right;
    }
    points.append(String.format(Locale.ROOT, "%.1f,%.1f", scale.x(scale.most), scale.y(last.quality())));
    svg.append("<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" %s points=\"%s\"/>%n".formatted(colour, style, points));
  }

  private static void dot(StringBuilder svg, Scale scale, String model, Point point) {
    svg.append(String.format(
        Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"#333\"><title>%s: $%.6f, %.4f</title></circle>%n",
        scale.x(point.cost()), scale.y(point.quality()), escaped(model), point.cost(), point.quality()));
    String brief = model.substring(model.lastIndexOf('/') + 1);
    boolean right = scale.x(point.cost()) > WIDTH - 180;
    text(svg, scale.x(point.cost()) + (right ? -6 : 6), scale.y(point.quality()) - 5, right ? "end" : "start",
        brief.length() > 24 ? brief.substring(0, 24) : brief);
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String words) {
    svg.append(String.format(
        Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#333\">%s</text>%n", x, y, anchor, escaped(words)));
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }
}
