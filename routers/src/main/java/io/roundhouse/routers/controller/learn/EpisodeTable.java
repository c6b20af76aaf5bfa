package io.roundhouse.routers.controller.learn;

import io.roundhouse.routers.controller.episodes.Episode;
import io.roundhouse.routers.controller.episodes.EpisodeException;
import io.roundhouse.routers.controller.episodes.Plan;
import io.roundhouse.routers.controller.episodes.Reward;
import io.roundhouse.routers.controller.plans.PlanBook;
import io.roundhouse.routers.controller.plans.PlanFacts;
import io.roundhouse.routers.models.Goal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Episodes as requests by plans. Episodes whose quality is not known yet count for cost and time only. Immutable.
 *
 * @param book the plans that were judged often enough, the most frequent first
 */
record EpisodeTable(PlanBook book, List<Query> queries) {

  private static final int LEAST_JUDGED = 5;
  private static final int MOST_PLANS = 64;

  static EpisodeTable of(List<Episode> episodes, Function<Episode, float[]> vectors, Goal goal) {
    Map<Plan, List<Episode>> byPlan = new LinkedHashMap<>();
    episodes.forEach(episode -> byPlan.computeIfAbsent(episode.plan(), plan -> new ArrayList<>()).add(episode));
    List<Plan> plans = byPlan.entrySet().stream()
        .filter(entry -> judged(entry.getValue(), goal) >= LEAST_JUDGED)
        .sorted(Comparator.comparingInt(entry -> -entry.getValue().size()))
        .limit(MOST_PLANS).map(Map.Entry::getKey).toList();
    if (plans.isEmpty()) {
      throw new EpisodeException("none of %d plans in %d episodes was judged %d times; expected quality%s for some more".formatted(
          byPlan.size(), episodes.size(), LEAST_JUDGED, goal.perDollar() > 0 ? " and cost" : ""));
    }
    List<Query> queries = queries(episodes, plans, vectors, goal);
    double[] utility = Tables.means(queries, plans.size());
    List<PlanFacts> facts = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      List<Episode> tried = byPlan.getOrDefault(plans.get(i), List.of());
      facts.add(new PlanFacts(plans.get(i), tried.size(), judged(tried, goal), utility[i], mean(tried, Reward::quality),
          mean(tried, reward -> reward.costMicros() == null ? null : (Double) reward.costMicros().doubleValue()),
          mean(tried, reward -> reward.latency() == null ? null : (Double) (reward.latency().toMillis() / 1e3))));
    }
    return new EpisodeTable(PlanBook.of(facts), queries);
  }

  private static List<Query> queries(List<Episode> episodes, List<Plan> plans, Function<Episode, float[]> vectors, Goal goal) {
    Map<String, List<Episode>> byQuery = new LinkedHashMap<>();
    episodes.forEach(episode -> byQuery.computeIfAbsent(episode.query(), query -> new ArrayList<>()).add(episode));
    List<Query> queries = new ArrayList<>();
    for (List<Episode> asked : byQuery.values()) {
      Map<Integer, Query.Trial> trials = new LinkedHashMap<>();
      for (Episode episode : asked) {
        int plan = plans.indexOf(episode.plan());
        OptionalDouble utility = episode.reward().utility(goal);
        if (plan >= 0 && utility.isPresent()) {
          boolean drawn = episode.shadow() || episode.propensity() < 1;
          trials.putIfAbsent(plan, new Query.Trial(plan, utility.getAsDouble(), episode.propensity(), drawn));
        }
      }
      if (!trials.isEmpty()) {
        String domain = asked.stream().map(Episode::domain).filter(each -> each != null).findFirst().orElse(null);
        queries.add(new Query(vectors.apply(asked.getFirst()), domain, List.copyOf(trials.values())));
      }
    }
    return queries;
  }

  private static int judged(List<Episode> tried, Goal goal) {
    return (int) tried.stream().filter(episode -> episode.reward().utility(goal).isPresent()).count();
  }

  /** The mean of what is known, weighted by how rarely the plan was chosen there. */
  private static @Nullable Double mean(List<Episode> tried, Function<Reward, @Nullable Double> part) {
    double sum = 0;
    double weights = 0;
    for (Episode episode : tried) {
      Double value = part.apply(episode.reward());
      if (value != null) {
        double weight = Math.min(Query.MOST_WEIGHT, 1 / episode.propensity());
        sum += weight * value;
        weights += weight;
      }
    }
    return weights == 0 ? null : (Double) (sum / weights);
  }
}
