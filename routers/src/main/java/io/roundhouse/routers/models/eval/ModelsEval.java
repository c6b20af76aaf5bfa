package io.roundhouse.routers.models.eval;

import io.roundhouse.routers.embedding.TextEmbedder;
import io.roundhouse.routers.models.ModelPolicy;
import io.roundhouse.routers.models.learn.OutcomePredictor;
import io.roundhouse.routers.models.learn.LearnabilityMeter;
import io.roundhouse.routers.models.learn.Learnability;
import io.roundhouse.routers.models.learn.Trainer;
import io.roundhouse.routers.models.outcomes.Outcomes;
import io.roundhouse.routers.models.outcomes.OutcomesException;
import io.roundhouse.routers.models.outcomes.Prompt;
import io.roundhouse.routers.models.plane.Hull;
import io.roundhouse.routers.models.plane.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs contenders on the same random splits and compares them. Everything is drawn from seeds: the same data, options and embedder
 * yield the same figures. Takes minutes; not for event loops.
 */
public final class ModelsEval {

  private final EvalOptions options;
  private final TextEmbedder embedder;
  private final Consumer<String> progress;
  private final LongSupplier nanos;
  private final List<Contender> configured = new ArrayList<>();

  /**
   * Creates an evaluation.
   *
   * @param progress hears a line now and then
   * @param nanos a clock, for the time that learning takes
   */
  public ModelsEval(EvalOptions options, TextEmbedder embedder, Consumer<String> progress, LongSupplier nanos) {
    this.options = options;
    this.embedder = embedder;
    this.progress = progress;
    this.nanos = nanos;
  }

  /** Lets a policy of the user's own take part, under {@code name}. */
  public void add(String name, ModelPolicy policy) {
    configured.add(new Configured(name, policy));
  }

  /**
   * Measures on one table.
   *
   * @param test rows to be judged on; if null, each seed splits {@code table}
   * @param perturbed whether to measure how much stays when test texts of the first trial are written differently
   */
  public SetReport run(Outcomes table, @Nullable Outcomes test, boolean perturbed) {
    checkComplete(test == null ? table : test);
    List<Trial> trials = trials(table, test);
    List<Contender> contenders = new ArrayList<>(List.of(new Learned()));
    contenders.addAll(configured);
    if (options.baselines()) {
      contenders.addAll(Baselines.all());
    }
    List<Result> results = new ArrayList<>();
    for (Contender contender : contenders) {
      progress.accept(table.name() + ": " + contender.name());
      results.add(result(contender, trials));
    }
    double zero = trials.stream().mapToDouble(trial -> zero(trial.test())).average().orElse(0);
    Map<String, Point> singles = new LinkedHashMap<>();
    Outcomes first = trials.getFirst().test();
    for (int j = 0; j < first.models().size(); j++) {
      singles.put(first.models().get(j), Figures.singles(first).get(j));
    }
    List<Long> seeds = trials.stream().map(Trial::seed).toList();
    return new SetReport(table.name(), table.size(), seeds, table.isPriced(), zero, singles, results,
        perturbed ? robustness(trials.getFirst()) : Map.of());
  }

  /**
   * Measures what the texts of one table tell about the scores at all, family by family.
   *
   * @throws OutcomesException if scores are missing, or no family has 50 prompts
   */
  public List<Learnability> learnability(Outcomes table) {
    List<float[]> vectors = vectors(table);
    progress.accept(table.name() + ": what the texts tell");
    return LearnabilityMeter.measure(table, vectors, options.firstSeed());
  }

  private static void checkComplete(Outcomes judged) {
    if (!judged.isComplete()) {
      throw new OutcomesException("'%s' has prompts without a score for some model; to be judged on, every prompt needs one for every model"
          .formatted(judged.name()));
    }
  }

  private List<Trial> trials(Outcomes table, @Nullable Outcomes test) {
    List<float[]> vectors = vectors(table);
    if (test == null) {
      return LongStream.range(options.firstSeed(), options.firstSeed() + options.seeds())
          .mapToObj(seed -> Trial.split(table, vectors, options.trainingShare(), seed)).toList();
    }
    if (!test.models().equals(table.models())) {
      throw new OutcomesException(
          "the models to be judged on are %s; expected those learned from, %s".formatted(test.models(), table.models()));
    }
    return List.of(new Trial(table, vectors, test, vectors(test), options.firstSeed()));
  }

  private List<float[]> vectors(Outcomes table) {
    progress.accept("%s: embedding %d texts, as far as they are not kept yet".formatted(table.name(), table.size()));
    return embedder.embedAll(table.prompts().stream().map(Prompt::routeText).toList());
  }

  private Result result(Contender contender, List<Trial> trials) {
    List<Figures> figures = new ArrayList<>();
    double[] gains = new double[options.bootstrapDraws()];
    List<Point> points = List.of();
    long spent = 0;
    for (Trial trial : trials) {
      long start = nanos.getAsLong();
      Curve curve = contender.run(trial);
      spent += nanos.getAsLong() - start;
      figures.add(Figures.of(curve, trial.test()));
      double[] redrawn = Bootstrap.gains(curve, trial.test(), gains.length, trial.seed());
      for (int draw = 0; draw < gains.length; draw++) {
        gains[draw] += redrawn[draw] / trials.size();
      }
      if (points.isEmpty()) {
        points = new ArrayList<>(curve.points());
        points.add(Figures.cheapest(Figures.singles(trial.test())));
      }
    }
    double[] interval = Bootstrap.interval(gains);
    return new Result(contender.name(), Baselines.peeks(contender.name()), Figures.mean(figures), interval[0], interval[1], figures, points,
        spent / 1e9 / trials.size());
  }

  static double zero(Outcomes test) {
    double[] cost = test.meanCost();
    return Hull.of(Figures.singles(test)).mean(Arrays.stream(cost).min().orElse(0), Arrays.stream(cost).max().orElse(0));
  }

  private Map<String, Double> robustness(Trial trial) {
    OutcomePredictor predictor = Trainer.train(trial.training(), trial.trainingVectors());
    Map<String, Double> kept = new LinkedHashMap<>();
    kept.put("as written", Figures.of(Learned.judge(predictor, trial), trial.test()).gain());
    for (Perturbation perturbation : Perturbation.values()) {
      Outcomes changed = perturbation.of(trial.test(), trial.seed());
      Trial other = trial.withTest(changed, vectors(changed));
      kept.put(perturbation.name().toLowerCase(Locale.ROOT), Figures.of(Learned.judge(predictor, other), changed).gain());
    }
    return kept;
  }
}
