package io.roundhouse.routers.controller.learn;

import io.roundhouse.routers.controller.plans.TableScorer;
import io.roundhouse.routers.embedding.Clusters;
import io.roundhouse.routers.embedding.Vectors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Mean utilities of plans: over all requests, and by kind of request, pulled towards those over all by as much as little is known. */
final class Tables {

  private static final double PULL = 60;
  private static final int ROWS_PER_KIND = 60;
  private static final int MOST_KINDS = 12;
  private static final double KNOWN_DOMAINS = 0.6;

  private Tables() {}

  /** The mean utility of each plan, by weights; a plan that was never judged has the lowest mean of the others. */
  static double[] means(List<Query> queries, int plans) {
    double[] sums = new double[plans];
    double[] weights = new double[plans];
    for (Query query : queries) {
      for (Query.Trial trial : query.trials()) {
        sums[trial.plan()] += trial.weight() * trial.utility();
        weights[trial.plan()] += trial.weight();
      }
    }
    double least = Double.POSITIVE_INFINITY;
    for (int plan = 0; plan < plans; plan++) {
      sums[plan] = weights[plan] > 0 ? sums[plan] / weights[plan] : Double.NaN;
      least = Math.min(least, weights[plan] > 0 ? sums[plan] : least);
    }
    for (int plan = 0; plan < plans; plan++) {
      sums[plan] = Double.isNaN(sums[plan]) ? least : sums[plan];
    }
    return sums;
  }

  /** A table by domain where most requests have one, else by cluster; null if there are too few requests for two kinds. */
  static @Nullable TableScorer fit(List<Query> queries, int plans, long seed) {
    List<float[]> centres = centres(queries, seed);
    if (centres.size() < 2) {
      return null;
    }
    double[] overall = means(queries, plans);
    double[][] sums = new double[centres.size()][plans];
    double[][] weights = new double[centres.size()][plans];
    TableScorer kinds = TableScorer.of(centres, sums);
    for (Query query : queries) {
      int kind = kinds.kind(query.vector());
      for (Query.Trial trial : query.trials()) {
        sums[kind][trial.plan()] += trial.weight() * trial.utility();
        weights[kind][trial.plan()] += trial.weight();
      }
    }
    for (int kind = 0; kind < sums.length; kind++) {
      for (int plan = 0; plan < plans; plan++) {
        sums[kind][plan] = (sums[kind][plan] + PULL * overall[plan]) / (weights[kind][plan] + PULL);
      }
    }
    return TableScorer.of(centres, sums);
  }

  private static List<float[]> centres(List<Query> queries, long seed) {
    Map<String, float[]> domains = new LinkedHashMap<>();
    int known = 0;
    for (Query query : queries) {
      if (query.domain() != null) {
        known++;
        Vectors.add(domains.computeIfAbsent(query.domain(), name -> new float[query.vector().length]), 1, query.vector());
      }
    }
    if (domains.size() > 1 && known > KNOWN_DOMAINS * queries.size()) {
      List<float[]> centres = new ArrayList<>();
      domains.values().forEach(sum -> centres.add(Vectors.unit(sum)));
      return centres;
    }
    int kinds = Math.min(MOST_KINDS, queries.size() / ROWS_PER_KIND);
    return kinds < 2 ? List.of() : Clusters.fit(queries.stream().map(Query::vector).toList(), kinds, seed).centres();
  }
}
