package io.roundhouse.routers.controller.learn;

import io.roundhouse.routers.controller.ControllerSnapshot.Kind;
import io.roundhouse.routers.controller.network.CascadeNetwork;
import io.roundhouse.routers.controller.network.Lesson;
import io.roundhouse.routers.controller.network.Named;
import io.roundhouse.routers.controller.network.Vocabulary;
import io.roundhouse.routers.controller.plans.FixedScorer;
import io.roundhouse.routers.controller.plans.PlanBook;
import io.roundhouse.routers.controller.plans.StageScorer;
import io.roundhouse.routers.controller.plans.TableScorer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is learned from some requests. Immutable by convention.
 *
 * @param means the utility of each plan over all requests
 * @param table {@code null} if there are too few requests
 * @param network {@code null} if there are too few on which plans can be compared fairly
 */
@SuppressWarnings("ArrayRecordComponent") // written once, then only read
record Fit(double[] means, @Nullable TableScorer table, @Nullable CascadeNetwork network) {

  private static final int LEAST_LESSONS = 60;

  static Fit of(List<Query> queries, PlanBook book, Vocabulary words, TrainerSettings settings) {
    int plans = book.plans().size();
    double[] means = Tables.means(queries, plans);
    TableScorer table = plans < 2 ? null : Tables.fit(queries, plans, settings.seed());
    Fit fit = new Fit(means, table, null);
    List<Lesson> lessons = queries.stream().filter(Query::isFair)
        .map(query -> new Lesson(query.vector(), query.rewards(fit.expected(query.vector())), task(words, query.domain()))).toList();
    return plans < 2 || lessons.size() < LEAST_LESSONS ? fit
        : new Fit(means, table, settings.network().train(words, book, lessons, settings.seed()));
  }

  private static int task(Vocabulary words, @Nullable String domain) {
    List<Named> tasks = words.tasks();
    for (int k = 0; k < tasks.size(); k++) {
      if (tasks.get(k).name().equals(domain)) {
        return k;
      }
    }
    return -1;
  }

  /** What each plan is expected to be worth for a text. */
  double[] expected(float[] vector) {
    return table == null ? means : table.utility()[table.kind(vector)];
  }

  /** What decides by {@code kind}; null if there was too little to learn it from. */
  @Nullable StageScorer scorer(Kind kind) {
    return switch (kind) {
      case STATIC -> FixedScorer.of(means);
      case TABLE -> table;
      case LEARNED -> network;
    };
  }
}
