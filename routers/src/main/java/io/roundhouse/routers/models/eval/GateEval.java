package io.roundhouse.routers.models.eval;

import io.roundhouse.routers.models.outcomes.Outcomes;
import io.roundhouse.routers.models.plane.Hull;
import io.roundhouse.routers.models.plane.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Plays agreement gates, and ladders with judges, on what models really answered. The judges are real: they see answers, never the gold
 * ones. Which models take part is chosen on training rows: all gates of up to three probes, or all ladders, are played there, those on
 * the hull are played on the test rows.
 */
public final class GateEval {

  private GateEval() {}

  /** A way of asking several models, which can be played on any rows. */
  record Asking(String name, Function<AnswerTable, Replay> on) {}

  /**
   * What one kind of them is worth on average over the splits. Immutable.
   *
   * @param kind what was played, such as {@code agreement gates}
   * @param gain AIQ over the Zero router
   * @param low the lower end of its 95 % interval
   * @param high the upper end
   * @param costAtEqual the price of the best single model's quality as a share of its price; NaN if a split does not reach it
   * @param peak the best quality minus that of the best single model
   * @param example the one with the best training quality in the first split; empty if none was worth its price there
   */
  public record Report(String kind, int rows, int models, int splits, double zeroAiq, double gain, double low, double high,
      double costAtEqual, double costAt95, double peak, String example) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%s on %d answered queries, %d models, %d splits: AIQ %.4f, over the Zero router %+.4f "
              + "[%+.4f, %+.4f]; the best single model's quality at %s of its cost, 95 %% of it at %s; peak %+.4f; %s",
          kind, rows, models, splits, zeroAiq + gain, gain, low, high, share(costAtEqual), share(costAt95), peak,
          example.isEmpty() ? "none was worth its price on the training rows" : "for example " + example);
    }

    private static String share(double value) {
      return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.0f %%", 100 * value);
    }
  }

  /** Plays agreement gates, ladders judged by another model's answer, and ladders judged by form, on the lines of a file of answers. */
  public static List<Report> run(String name, List<String> lines, EvalOptions options) {
    AnswerTable table = AnswerTable.read(name, lines);
    return List.of(
        run("agreement gates", table, GateEval::gates, options),
        run("ladders judged by another model's answer", table, LadderReplay::byAnotherAnswer, options),
        run("ladders judged by form", table, LadderReplay::byForm, options));
  }

  private static Report run(String kind, AnswerTable table, Function<Outcomes, List<Asking>> all, EvalOptions options) {
    List<Figures> figures = new ArrayList<>();
    double[] gains = new double[options.bootstrapDraws()];
    double zero = 0;
    double over = 0;
    String example = "";
    for (int s = 0; s < options.seeds(); s++) {
      long seed = options.firstSeed() + s;
      int[] order = Trial.shuffled(table.outcomes().size(), seed);
      int cut = Math.clamp(Math.round(order.length * options.trainingShare()), 1, order.length - 1);
      AnswerTable training = table.rows(Arrays.copyOf(order, cut));
      AnswerTable test = table.rows(Arrays.copyOfRange(order, cut, order.length));
      List<Asking> worth = worth(all.apply(training.outcomes()), training);
      List<Curve.Stop> stops = new ArrayList<>();
      worth.forEach(asking -> stops.add(play(asking, test)));
      singlesOnHull(training.outcomes()).forEach(model -> stops.add(single(test.outcomes(), model)));
      Curve curve = new Curve(stops, null);
      Figures one = Figures.of(curve, test.outcomes());
      figures.add(one);
      over += (one.peak() - test.outcomes().meanQuality()[Figures.strong(test.outcomes())]) / options.seeds();
      zero += ModelsEval.zero(test.outcomes()) / options.seeds();
      double[] redrawn = Bootstrap.gains(curve, test.outcomes(), gains.length, seed);
      for (int draw = 0; draw < gains.length; draw++) {
        gains[draw] += redrawn[draw] / options.seeds();
      }
      example = s > 0 || worth.isEmpty() ? example : worth.getLast().name();
    }
    Figures mean = Figures.mean(figures);
    double[] interval = Bootstrap.interval(gains);
    return new Report(kind, table.outcomes().size(), table.outcomes().models().size(), options.seeds(), zero, mean.gain(), interval[0],
        interval[1], mean.costAtEqual(), mean.costAt95(), over, example);
  }

  private static List<Asking> gates(Outcomes training) {
    return Replay.gates(training).stream().map(gate ->
        new Asking(String.join(" + ", gate.probes()) + ", else " + gate.strong(), table -> Replay.of(gate, table))).toList();
  }

  /** Those on the hull of the training rows, cheapest first. */
  private static List<Asking> worth(List<Asking> all, AnswerTable training) {
    Map<Point, Asking> played = new HashMap<>();
    for (Asking asking : all) {
      played.putIfAbsent(play(asking, training).point(), asking);
    }
    List<Point> points = new ArrayList<>(played.keySet());
    points.addAll(Figures.singles(training.outcomes()));
    return Hull.of(points).points().stream().filter(played::containsKey).map(played::get).toList();
  }

  private static List<Integer> singlesOnHull(Outcomes training) {
    List<Point> singles = Figures.singles(training);
    return Hull.of(singles).points().stream().map(singles::indexOf).toList();
  }

  private static Curve.Stop single(Outcomes test, int model) {
    int[] chosen = new int[test.size()];
    Arrays.fill(chosen, model);
    return Curve.Stop.of(0, chosen, test);
  }

  private static Curve.Stop play(Asking asking, AnswerTable table) {
    Replay played = asking.on().apply(table);
    return new Curve.Stop(0, null, played.cost(), played.quality());
  }
}
