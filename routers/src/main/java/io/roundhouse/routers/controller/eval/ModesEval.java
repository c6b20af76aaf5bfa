package io.roundhouse.routers.controller.eval;

import io.roundhouse.routers.controller.ControllerSnapshot;
import io.roundhouse.routers.controller.ControllerSnapshot.Kind;
import io.roundhouse.routers.controller.episodes.Episode;
import io.roundhouse.routers.controller.episodes.Plan;
import io.roundhouse.routers.controller.episodes.Reward;
import io.roundhouse.routers.controller.learn.ControllerTrainer;
import io.roundhouse.routers.controller.learn.Trained;
import io.roundhouse.routers.controller.learn.TrainerSettings;
import io.roundhouse.routers.controller.network.PaperTraining;
import io.roundhouse.routers.controller.plans.Walk;
import io.roundhouse.routers.embedding.TextEmbedder;
import io.roundhouse.routers.models.Goal;
import io.roundhouse.routers.models.eval.AnswerTable;
import io.roundhouse.routers.models.eval.EvalOptions;
import io.roundhouse.routers.models.eval.Replay;
import io.roundhouse.routers.models.outcomes.Prompt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Plays single models, votes and agreement gates on the answers that models really gave, lets controllers choose among them by the text,
 * and compares all of them on rows that nobody learned from. Everything is drawn from seeds. Takes minutes; not for event loops.
 */
public final class ModesEval {

  static final String GATE = "agreement gate";
  static final String LEARNED = "learned: ";
  static final String SERVED = "learned: what goes into service";
  private static final double MICROS = 1e6;

  private final EvalOptions options;
  private final List<Goal> goals;
  private final TextEmbedder embedder;
  private final Consumer<String> progress;
  private final boolean unguarded;
  private final @Nullable PaperTraining published;

  /**
   * Creates an evaluation.
   *
   * @param goals what dollars are worth; each is learned for on its own
   * @param unguarded whether to show also what tables and networks would earn without the guard
   * @param progress hears a line now and then
   */
  public ModesEval(EvalOptions options, List<Goal> goals, TextEmbedder embedder, boolean unguarded, Consumer<String> progress) {
    this(options, goals, embedder, unguarded, null, progress);
  }

  private ModesEval(EvalOptions options, List<Goal> goals, TextEmbedder embedder, boolean unguarded, @Nullable PaperTraining published,
      Consumer<String> progress) {
    this.options = options;
    this.goals = List.copyOf(goals);
    this.embedder = embedder;
    this.unguarded = unguarded;
    this.published = published;
    this.progress = progress;
  }

  /** Returns this evaluation with MasRouter as published among the contenders, trained for each split and goal. */
  public ModesEval withPublished(PaperTraining training) {
    return new ModesEval(options, goals, embedder, unguarded, training, progress);
  }

  /** Measures on the answers of a file. */
  public ModesReport run(AnswerTable table) {
    String set = table.outcomes().name();
    progress.accept("%s: embedding %d texts, as far as they are not kept yet".formatted(set, table.outcomes().size()));
    List<float[]> vectors = embedder.embedAll(table.outcomes().prompts().stream().map(Prompt::routeText).toList());
    Map<String, Contender> contenders = new LinkedHashMap<>();
    List<Long> seeds = LongStream.range(options.firstSeed(), options.firstSeed() + options.seeds()).boxed().toList();
    for (long seed : seeds) {
      int[] order = shuffled(table.outcomes().size(), seed);
      int cut = Math.clamp(Math.round(order.length * options.trainingShare()), 1, order.length - 1);
      split(table, vectors, Arrays.copyOf(order, cut), Arrays.copyOfRange(order, cut, order.length), seed, contenders);
    }
    return new ModesReport(set, table.outcomes().size(), table.outcomes().models().size(), seeds,
        contenders.values().stream().map(this::line).toList());
  }

  /** Returns the plans worth trying, played on all answers, as episodes to train a controller on; with texts, without vectors. */
  public List<Episode> episodes(AnswerTable table) {
    List<Play> tried = new Plays(table).worthTrying(goals);
    return shadow(table, null, tried, tried.stream().map(play -> play.on(table)).toList());
  }

  private void split(AnswerTable table, List<float[]> vectors, int[] training, int[] test, long seed, Map<String, Contender> contenders) {
    AnswerTable known = table.rows(training);
    AnswerTable judged = table.rows(test);
    Plays plays = new Plays(known);
    Replay single = IntStream.range(0, judged.outcomes().models().size()).mapToObj(model -> Replay.of(model, judged))
        .reduce((one, other) -> other.meanQuality() > one.meanQuality() ? other : one).orElseThrow();
    Map<String, Play> fixed = new LinkedHashMap<>();
    table.outcomes().models().forEach(model -> fixed.put(model + " alone", Play.solo(model)));
    fixed.put("best single model of the training rows", plays.bestSingle());
    fixed.put("vote of the three best", plays.vote());
    fixed.put(GATE, plays.gate());
    fixed.forEach((name, play) -> contender(contenders, name, "", 0).add(play.on(judged), single, single, play.toString()));
    List<Play> tried = plays.worthTrying(goals);
    List<Replay> seen = tried.stream().map(play -> play.on(known)).toList();
    Map<Plan, Replay> outcomes = new LinkedHashMap<>();
    tried.forEach(play -> outcomes.put(play.plan(), play.on(judged)));
    for (Goal goal : goals) {
      String words = goal.perDollar() == 0 ? "quality" : String.format(Locale.ROOT, "%.0f per dollar", goal.perDollar());
      progress.accept("%s: split %d, %d plans, goal: %s".formatted(table.outcomes().name(), seed, tried.size(), words));
      Trained trained = ControllerTrainer.train(shadow(known, pick(vectors, training), tried, seen), embedder,
          TrainerSettings.ofDefaults().withGoal(goal).withSeed(seed), table.outcomes().name(), null);
      ControllerSnapshot snapshot = trained.snapshot();
      Replay best = chosen(snapshot.with(Kind.STATIC), pick(vectors, test), outcomes);
      String example = " (first split: " + snapshot.inService().name().toLowerCase(Locale.ROOT) + ")";
      contender(contenders, "best static plan", words, goal.perDollar()).add(best, single, best, named(tried, snapshot));
      for (Kind kind : List.of(Kind.TABLE, Kind.LEARNED)) {
        boolean there = kind == Kind.TABLE ? snapshot.table() != null : snapshot.network() != null;
        String name = kind == Kind.TABLE ? "table" : "network";
        contender(contenders, LEARNED + name, words, goal.perDollar())
            .add(chosen(snapshot.with(trained.guarded(kind)), pick(vectors, test), outcomes), single, best, "");
        if (unguarded) {
          contender(contenders, name + " without the guard", words, goal.perDollar())
              .add(there ? chosen(snapshot.with(kind), pick(vectors, test), outcomes) : best, single, best, "");
        }
      }
      contender(contenders, SERVED, words, goal.perDollar())
          .add(chosen(snapshot, pick(vectors, test), outcomes), single, best, example.strip());
      if (published != null) {
        contender(contenders, PublishedContender.NAME, words, goal.perDollar()).add(new PublishedContender(published, embedder, seed)
            .play(known, pick(vectors, training), judged, pick(vectors, test), goal), single, best, "");
      }
    }
  }

  private static String named(List<Play> tried, ControllerSnapshot snapshot) {
    ControllerSnapshot fixed = snapshot.with(Kind.STATIC);
    Plan plan = fixed.book().plans().get(Walk.best(fixed.book(), fixed.scorer(), new float[0], each -> true)).plan();
    return tried.stream().filter(play -> play.plan().equals(plan)).map(Play::toString).findFirst().orElse("");
  }

  private static Contender contender(Map<String, Contender> contenders, String name, String goal, double perDollar) {
    return contenders.computeIfAbsent(name + "/" + goal, key -> new Contender(name, goal, perDollar));
  }

  /** Every plan on every training row, as shadow runs would have it. */
  private static List<Episode> shadow(AnswerTable table, @Nullable List<float[]> vectors, List<Play> tried, List<Replay> seen) {
    List<Episode> episodes = new ArrayList<>();
    for (int i = 0; i < table.outcomes().size(); i++) {
      Prompt prompt = table.outcomes().prompts().get(i);
      for (int p = 0; p < tried.size(); p++) {
        Reward reward = new Reward(seen.get(p).quality()[i], Math.round(seen.get(p).cost()[i] * MICROS), null);
        episodes.add(new Episode(i + "/" + p, "row-" + i, prompt.routeText(), vectors == null ? null : vectors.get(i),
            prompt.family().isBlank() ? null : prompt.family(), tried.get(p).plan(), List.of(), reward, true));
      }
    }
    return episodes;
  }

  private static Replay chosen(ControllerSnapshot snapshot, List<float[]> vectors, Map<Plan, Replay> outcomes) {
    double[] cost = new double[vectors.size()];
    double[] quality = new double[vectors.size()];
    for (int i = 0; i < cost.length; i++) {
      int plan = Walk.best(snapshot.book(), snapshot.scorer(), vectors.get(i), each -> true);
      Replay replay = outcomes.getOrDefault(snapshot.book().plans().get(plan).plan(), new Replay(cost, quality));
      cost[i] = replay.cost()[i];
      quality[i] = replay.quality()[i];
    }
    return new Replay(cost, quality);
  }

  private ModesReport.Line line(Contender contender) {
    long seed = options.firstSeed();
    Interval points = Interval.of(contender.earned, contender.bestSingle, 0, options.bootstrapDraws(), seed);
    Interval gain = Interval.of(contender.earned, contender.bestStatic, contender.perDollar, options.bootstrapDraws(), seed);
    double cost = contender.earned.stream().mapToDouble(Replay::meanCost).average().orElse(0);
    double dear = contender.bestSingle.stream().mapToDouble(Replay::meanCost).average().orElse(0);
    return new ModesReport.Line(contender.name, contender.goal,
        contender.earned.stream().mapToDouble(Replay::meanQuality).average().orElse(0), cost, 100 * points.value(), 100 * points.low(),
        100 * points.high(), cost / dear, gain.value(), gain.low(), gain.high(), contender.example);
  }

  private static List<float[]> pick(List<float[]> vectors, int[] rows) {
    return Arrays.stream(rows).mapToObj(vectors::get).toList();
  }

  private static int[] shuffled(int size, long seed) {
    SplittableRandom draws = new SplittableRandom(seed);
    int[] order = IntStream.range(0, size).toArray();
    for (int i = size - 1; i > 0; i--) {
      int other = draws.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
    return order;
  }
}
