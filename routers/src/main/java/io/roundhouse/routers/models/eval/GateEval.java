package io.roundhouse.routers.models.eval;

import io.roundhouse.routers.models.cascade.AgreementGate;
import io.roundhouse.routers.models.outcomes.Outcomes;
import io.roundhouse.routers.models.plane.Hull;
import io.roundhouse.routers.models.plane.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Plays agreement gates on what models really answered. The judge is real: it sees answers, never the gold ones. Which models are
 * probes and which is strong is chosen on training rows: all gates of up to three probes are played there, those on the hull are
 * played on the test rows.
 */
public final class GateEval {

  private GateEval() {}

  /**
   * What gates are worth on average over the splits. Immutable.
   *
   * @param gain AIQ over the Zero router
   * @param low the lower end of its 95 % interval
   * @param high the upper end
   * @param costAtEqual the price of the best single model's quality as a share of its price; NaN if a split does not reach it
   * @param peak the best quality minus that of the best single model
   * @param example the gate with the best training quality in the first split
   */
  public record Report(int rows, int models, int splits, double zeroAiq, double gain, double low, double high, double costAtEqual,
      double costAt95, double peak, String example) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "agreement gates on %d answered queries, %d models, %d splits: AIQ %.4f, over the Zero router %+.4f "
              + "[%+.4f, %+.4f]; the best single model's quality at %s of its cost, 95 %% of it at %s; peak %+.4f; for example %s",
          rows, models, splits, zeroAiq + gain, gain, low, high, share(costAtEqual), share(costAt95), peak, example);
    }

    private static String share(double value) {
      return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.0f %%", 100 * value);
    }
  }

  /** Plays gates on the lines of a file of answers. */
  public static Report run(String name, List<String> lines, EvalOptions options) {
    AnswerTable table = AnswerTable.read(name, lines);
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
      List<AgreementGate> gates = worth(training);
      List<Curve.Stop> stops = new ArrayList<>();
      gates.forEach(gate -> stops.add(play(gate, test)));
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
      example = s > 0 || gates.isEmpty() ? example : describe(gates.getLast());
    }
    Figures mean = Figures.mean(figures);
    double[] interval = Bootstrap.interval(gains);
    return new Report(table.outcomes().size(), table.outcomes().models().size(), options.seeds(), zero, mean.gain(), interval[0],
        interval[1], mean.costAtEqual(), mean.costAt95(), over, example);
  }

  private static String describe(AgreementGate gate) {
    return String.join(" + ", gate.probes()) + ", else " + gate.strong();
  }

  /** The gates on the hull of the training rows, cheapest first. */
  private static List<AgreementGate> worth(AnswerTable training) {
    Map<Point, AgreementGate> played = new HashMap<>();
    for (AgreementGate gate : Replay.gates(training.outcomes())) {
      played.putIfAbsent(play(gate, training).point(), gate);
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

  private static Curve.Stop play(AgreementGate gate, AnswerTable table) {
    Replay played = Replay.of(gate, table);
    return new Curve.Stop(0, null, played.cost(), played.quality());
  }
}
