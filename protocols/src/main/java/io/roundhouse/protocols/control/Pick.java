package io.roundhouse.protocols.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Which tool fits an intent and its arguments, and how sure that is. Immutable.
 *
 * @param best the best one; the first of the candidates
 * @param confidence from 0 to 1: the best one's share of the scores of the two best, stretched so that a tie is 0
 */
record Pick(CatalogIndex.Hit best, double confidence, List<CatalogIndex.Hit> candidates) {

  private static final int MOST = 5;

  /**
   * Picks among hits, best first. Arguments tell as much as words: where some are given, tools that take them come before those that
   * do not.
   */
  static Pick among(List<CatalogIndex.Hit> hits, JsonNode arguments) {
    List<CatalogIndex.Hit> fitting =
        arguments.isEmpty() ? List.of() : hits.stream().filter(hit -> fits(hit.offered(), arguments)).toList();
    List<CatalogIndex.Hit> ranked = fitting.isEmpty() ? hits : fitting;
    CatalogIndex.Hit best = ranked.getFirst();
    double second = ranked.size() == 1 ? 0 : ranked.get(1).score();
    double share = best.score() / (best.score() + second);
    return new Pick(best, 2 * share - 1, List.copyOf(ranked.subList(0, Math.min(MOST, ranked.size()))));
  }

  /** An agent is told the intent where there are no words for it. */
  private static boolean fits(Offered offered, JsonNode arguments) {
    return offered.input().violations(offered.withWords(arguments, "")).isEmpty();
  }
}
