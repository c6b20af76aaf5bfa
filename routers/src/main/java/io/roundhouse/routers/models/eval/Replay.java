package io.roundhouse.routers.models.eval;

import io.roundhouse.routers.models.cascade.AgreementGate;
import io.roundhouse.routers.models.cascade.Answer;
import io.roundhouse.routers.models.cascade.NextAsk;
import io.roundhouse.routers.models.outcomes.Outcomes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a way of asking several models would have cost and earned on answers that they really gave. The judge is real: it sees answers,
 * never the gold ones. Immutable by convention.
 *
 * @param cost dollars by row
 * @param quality by row, 1 where the answer that was given is the gold one
 */
@SuppressWarnings("ArrayRecordComponent") // written once, then only read
public record Replay(double[] cost, double[] quality) {

  private static final int CHEAP = 7;

  /** Plays one model for all rows. */
  public static Replay of(int model, AnswerTable table) {
    return of(List.of(model), table);
  }

  /** Plays a vote: all models are asked; the answer that most give counts, among equals that of the model named first. */
  public static Replay of(List<Integer> voters, AnswerTable table) {
    Outcomes outcomes = table.outcomes();
    double[] cost = new double[outcomes.size()];
    double[] quality = new double[outcomes.size()];
    for (int i = 0; i < cost.length; i++) {
      int most = 0;
      for (int voter : voters) {
        cost[i] += outcomes.cost()[i][voter];
        String gist = table.gists()[i][voter];
        int votes = 0;
        for (int other : voters) {
          votes += !gist.isBlank() && gist.equals(table.gists()[i][other]) ? 1 : 0;
        }
        if (votes > most) {
          most = votes;
          quality[i] = outcomes.quality()[i][voter];
        }
      }
    }
    return new Replay(cost, quality);
  }

  /** Plays an agreement gate. */
  public static Replay of(AgreementGate gate, AnswerTable table) {
    Outcomes outcomes = table.outcomes();
    double[] cost = new double[outcomes.size()];
    double[] quality = new double[outcomes.size()];
    for (int i = 0; i < cost.length; i++) {
      List<Answer> answers = new ArrayList<>();
      NextAsk next = gate.after(answers);
      while (next instanceof NextAsk.Ask ask) {
        for (String model : ask.models()) {
          int j = outcomes.models().indexOf(model);
          answers.add(new Answer(model, table.gists()[i][j], table.gists()[i][j]));
          cost[i] += outcomes.cost()[i][j];
        }
        next = gate.after(answers);
      }
      if (next instanceof NextAsk.Give give) {
        quality[i] = outcomes.quality()[i][outcomes.models().indexOf(give.answer().model())];
      }
    }
    return new Replay(cost, quality);
  }

  /** Returns all gates of two or three of the cheapest models with a strong one that is better on the training rows. */
  public static List<AgreementGate> gates(Outcomes training) {
    double[] cost = training.meanCost();
    double[] quality = training.meanQuality();
    Integer[] byCost = new Integer[cost.length];
    Arrays.setAll(byCost, j -> j);
    Arrays.sort(byCost, (a, b) -> Double.compare(cost[a], cost[b]));
    List<Integer> cheap = List.of(byCost).subList(0, Math.min(CHEAP, cost.length));
    List<AgreementGate> gates = new ArrayList<>();
    for (int a : cheap) {
      for (int b : cheap) {
        for (int strong = 0; strong < cost.length && a < b; strong++) {
          if (strong == a || strong == b || quality[strong] < Math.max(quality[a], quality[b])) {
            continue;
          }
          List<String> names = training.models();
          gates.add(new AgreementGate(List.of(names.get(a), names.get(b)), 2, 2, names.get(strong)));
          for (int c : cheap) {
            if (c != a && c != b && c != strong) {
              gates.add(AgreementGate.of(names.get(a), names.get(b), names.get(c), names.get(strong)));
            }
          }
        }
      }
    }
    return gates;
  }

  /** Returns the mean over all rows. */
  public double meanCost() {
    return Arrays.stream(cost).average().orElse(0);
  }

  /** Returns the mean over all rows. */
  public double meanQuality() {
    return Arrays.stream(quality).average().orElse(0);
  }
}
