package io.roundhouse.routers.models.eval;

import io.roundhouse.routers.models.learn.Query;
import io.roundhouse.routers.models.outcomes.Outcomes;
import io.roundhouse.routers.models.plane.Sweep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * One split of the rows into those to learn from and those to be judged on. Immutable by convention.
 *
 * @param seed what else is drawn in this trial is drawn from it
 */
@SuppressWarnings("ArrayRecordComponent") // written once, then only read
record Trial(Outcomes training, List<float[]> trainingVectors, Outcomes test, List<float[]> testVectors, long seed) {

  /** Splits at random; the same seed and table always yield the same split. */
  static Trial split(Outcomes all, List<float[]> vectors, double trainingShare, long seed) {
    int[] order = shuffled(all.size(), seed);
    int cut = Math.clamp(Math.round(all.size() * trainingShare), 1, all.size() - 1);
    int[] first = Arrays.copyOf(order, cut);
    int[] second = Arrays.copyOfRange(order, cut, order.length);
    return new Trial(all.rows(first), pick(vectors, first), all.rows(second), pick(vectors, second), seed);
  }

  static int[] shuffled(int size, long seed) {
    SplittableRandom draws = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + size);
    int[] order = Sweep.all(size);
    for (int i = size - 1; i > 0; i--) {
      int other = draws.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
    return order;
  }

  private static List<float[]> pick(List<float[]> vectors, int[] rows) {
    return IntStream.of(rows).mapToObj(vectors::get).toList();
  }

  List<Query> trainingQueries() {
    return queries(training, trainingVectors);
  }

  List<Query> testQueries() {
    return queries(test, testVectors);
  }

  private static List<Query> queries(Outcomes table, List<float[]> vectors) {
    List<Query> queries = new ArrayList<>();
    for (int i = 0; i < table.size(); i++) {
      queries.add(Query.of(table.prompts().get(i), vectors.get(i)));
    }
    return queries;
  }

  /** The same trial with other test texts. */
  Trial withTest(Outcomes otherTest, List<float[]> otherVectors) {
    return new Trial(training, trainingVectors, otherTest, otherVectors, seed);
  }
}
