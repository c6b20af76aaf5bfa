package io.roundhouse.routers.models.eval;

import io.roundhouse.routers.models.cascade.Answer;
import io.roundhouse.routers.models.cascade.Ladder;
import io.roundhouse.routers.models.cascade.NextAsk;
import io.roundhouse.routers.models.cascade.Verdict;
import io.roundhouse.routers.models.outcomes.Outcomes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Plays ladders of two or three models on answers that were really given. Judges see answers alone: one is content if the answer has the
 * form of one, the other if a further cheap model, whose answer is paid for too, came to the same. The last model's answer stands.
 */
final class LadderReplay {

  private static final int CHEAP = 7;
  private static final double CONTENT = 0.5;
  private static final int NOBODY = -1;

  private LadderReplay() {}

  /** Returns all ladders whose judge is content with whatever is an answer at all. */
  static List<GateEval.Asking> byForm(Outcomes training) {
    return ladders(training).stream().map(rungs ->
        new GateEval.Asking(name(training, rungs), table -> play(ladder(training, rungs), NOBODY, table))).toList();
  }

  /** Returns all ladders whose judge is the answer of one of the cheapest models that is not on the ladder. */
  static List<GateEval.Asking> byAnotherAnswer(Outcomes training) {
    List<GateEval.Asking> all = new ArrayList<>();
    for (List<Integer> rungs : ladders(training)) {
      for (int judge : cheapest(training)) {
        if (!rungs.contains(judge)) {
          all.add(new GateEval.Asking(name(training, rungs) + ", judged by " + training.models().get(judge),
              table -> play(ladder(training, rungs), judge, table)));
        }
      }
    }
    return all;
  }

  /** Two or three models from cheap to dear: lower rungs among the cheapest, the last better than those below. */
  private static List<List<Integer>> ladders(Outcomes training) {
    List<Integer> cheap = cheapest(training);
    double[] quality = training.meanQuality();
    double[] cost = training.meanCost();
    List<List<Integer>> ladders = new ArrayList<>();
    for (int a : cheap) {
      for (int last = 0; last < quality.length; last++) {
        if (!(cost[last] > cost[a] && quality[last] > quality[a])) {
          continue;
        }
        ladders.add(List.of(a, last));
        for (int b : cheap) {
          if (cost[b] > cost[a] && cost[last] > cost[b] && quality[last] > quality[b]) {
            ladders.add(List.of(a, b, last));
          }
        }
      }
    }
    return ladders;
  }

  private static List<Integer> cheapest(Outcomes training) {
    double[] cost = training.meanCost();
    Integer[] byCost = new Integer[cost.length];
    Arrays.setAll(byCost, j -> j);
    Arrays.sort(byCost, (a, b) -> Double.compare(cost[a], cost[b]));
    return List.of(byCost).subList(0, Math.min(CHEAP, cost.length));
  }

  private static Ladder ladder(Outcomes training, List<Integer> rungs) {
    return new Ladder(rungs.stream().map(training.models()::get).toList(), CONTENT);
  }

  private static String name(Outcomes training, List<Integer> rungs) {
    return String.join(", then ", rungs.stream().map(training.models()::get).toList());
  }

  /** Plays a ladder; {@code judge} is a model's number, or below zero to judge by form. */
  static Replay play(Ladder ladder, int judge, AnswerTable table) {
    Outcomes outcomes = table.outcomes();
    double[] cost = new double[outcomes.size()];
    double[] quality = new double[outcomes.size()];
    for (int i = 0; i < cost.length; i++) {
      String[] gists = table.gists()[i];
      List<Ladder.Judged> judged = new ArrayList<>();
      boolean paid = judge < 0;
      NextAsk next = ladder.after(judged);
      while (next instanceof NextAsk.Ask ask) {
        String model = ask.models().getFirst();
        int j = outcomes.models().indexOf(model);
        cost[i] += outcomes.cost()[i][j];
        Answer answer = new Answer(model, gists[j], gists[j]);
        boolean stands = judged.size() + 1 == ladder.models().size();
        if (!stands && !paid && !answer.gist().isBlank()) {
          cost[i] += outcomes.cost()[i][judge];
          paid = true;
        }
        judged.add(stands ? Ladder.Judged.unjudged(answer) : new Ladder.Judged(answer, verdict(answer, judge, gists)));
        next = ladder.after(judged);
      }
      if (next instanceof NextAsk.Give give) {
        quality[i] = outcomes.quality()[i][outcomes.models().indexOf(give.answer().model())];
      }
    }
    return new Replay(cost, quality);
  }

  private static Verdict verdict(Answer answer, int judge, String[] gists) {
    boolean given = !answer.gist().isBlank();
    return judge < 0
        ? Verdict.of(given, "an answer was asked for")
        : Verdict.of(given && answer.gist().equals(gists[judge]), "another model says so");
  }
}
