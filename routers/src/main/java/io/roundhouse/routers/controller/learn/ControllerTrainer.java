package io.roundhouse.routers.controller.learn;

import io.roundhouse.routers.controller.ControllerSnapshot;
import io.roundhouse.routers.controller.ControllerSnapshot.Kind;
import io.roundhouse.routers.controller.Reference;
import io.roundhouse.routers.controller.episodes.Episode;
import io.roundhouse.routers.controller.episodes.EpisodeException;
import io.roundhouse.routers.controller.network.Vocabulary;
import io.roundhouse.routers.controller.plans.PlanFacts;
import io.roundhouse.routers.controller.plans.Walk;
import io.roundhouse.routers.embedding.TextEmbedder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a snapshot of episodes: what each plan is worth over all requests and by kind of request, and the network, trained on what was seen
 * and, where a plan was not tried, on what the table expects. Whatever was learned decides only if {@code BestStaticGuard} finds that it
 * is not worse than the best static plan; the snapshot says by what it decides and why. The same episodes and settings yield the same
 * snapshot. Tens of seconds for a thousand requests; not for event loops.
 */
public final class ControllerTrainer {

  private ControllerTrainer() {}

  /**
   * Trains.
   *
   * @param source what the episodes are from, for people
   * @param current the snapshot in service, which the new one has to match, and whose weights for MasRouter as published it keeps;
   *     {@code null} if there is none
   * @throws EpisodeException if no plan was judged often enough
   */
  public static Trained train(
      List<Episode> episodes, TextEmbedder embedder, TrainerSettings settings, String source, @Nullable ControllerSnapshot current) {
    List<float[]> vectors = vectors(episodes, embedder);
    EpisodeTable table = EpisodeTable.of(episodes, places(episodes, vectors), settings.goal());
    Vocabulary words = Words.of(table.book(), episodes, settings.roles(), embedder);
    BestStaticGuard.Verdict verdict = BestStaticGuard.judge(table, words, settings, current);
    Fit fit = Fit.of(table.queries(), table.book(), words, settings);
    Kind kind = fit.scorer(verdict.inService()) == null ? Kind.STATIC : verdict.inService();
    double[] utilities = table.queries().stream().flatMap(query -> query.trials().stream())
        .filter(trial -> trial.plan() == Walk.best(fit.means())).mapToDouble(Query.Trial::utility).toArray();
    ControllerSnapshot snapshot = new ControllerSnapshot(embedder.name(), source, episodes.size(), settings.goal(), table.book(), kind,
        fit.table(), fit.network(), current == null ? null : current.published(),
        Reference.of(vectors, utilities), evidence(table, verdict));
    ValueEstimate over = verdict.overCurrent();
    boolean passed = current == null || (over != null && over.high() >= 0);
    return new Trained(snapshot, passed, reason(kind, verdict, current, over), verdict.gains());
  }

  private static Function<Episode, float[]> places(List<Episode> episodes, List<float[]> vectors) {
    Map<String, float[]> byId = new HashMap<>();
    for (int i = 0; i < vectors.size(); i++) {
      byId.put(episodes.get(i).id(), vectors.get(i));
    }
    return episode -> byId.getOrDefault(episode.id(), new float[0]);
  }

  private static List<float[]> vectors(List<Episode> episodes, TextEmbedder embedder) {
    List<float[]> embedded = embedder.embedAll(
        episodes.stream().filter(episode -> episode.vector() == null).map(Episode::text).toList());
    List<float[]> vectors = new ArrayList<>();
    int next = 0;
    for (Episode episode : episodes) {
      float[] given = episode.vector();
      vectors.add(given != null ? given : embedded.get(next++));
      if (vectors.getLast().length != embedder.dimensions()) {
        throw new EpisodeException("episode '%s' has a vector of %d numbers; expected %d, as of %s".formatted(
            episode.id(), vectors.getLast().length, embedder.dimensions(), embedder.name()));
      }
    }
    return vectors;
  }

  private static List<String> evidence(EpisodeTable table, BestStaticGuard.Verdict verdict) {
    List<String> evidence = new ArrayList<>();
    long fair = table.queries().stream().filter(Query::isFair).count();
    PlanFacts best = table.book().plans().stream().reduce((one, other) -> other.utility() > one.utility() ? other : one).orElseThrow();
    evidence.add(String.format(Locale.ROOT, "%d requests, %d plans; on %d requests plans can be compared fairly",
        table.queries().size(), table.book().plans().size(), fair));
    evidence.add(String.format(Locale.ROOT, "the best static plan is %s with a utility of %.4f", best.plan(), best.utility()));
    verdict.gains().forEach((kind, gain) -> evidence.add(gain.rows() == 0
        ? "%s: too little to learn from".formatted(kind.name().toLowerCase(Locale.ROOT))
        : "%s: %s over the best static plan on %d requests held out%s".formatted(kind.name().toLowerCase(Locale.ROOT), gain, gain.rows(),
            gain.low() < 0 ? ", so it may be worse and does not decide" : "")));
    return evidence;
  }

  private static String reason(Kind kind, BestStaticGuard.Verdict verdict, @Nullable ControllerSnapshot current,
      @Nullable ValueEstimate over) {
    ValueEstimate gain = verdict.gains().get(kind);
    String how = gain == null ? "it decides by the best static plan"
        : "it decides by what was learned (%s), %s over the best static plan".formatted(kind.name().toLowerCase(Locale.ROOT), gain);
    return how + (current == null ? "" : over == null ? "; it cannot be compared with the snapshot in service, which knows other plans"
        : "; %s over the snapshot in service".formatted(over));
  }
}
