package io.roundhouse.routers.text;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Okapi BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009) with k1 = 1.2 and b = 0.75: a document scores
 * by the words it shares with the query; rare words count more, repetition counts less and less, and long documents have to say
 * more. The weight of a word is {@code ln(1 + (N - n + 0.5) / (n + 0.5))}, which is never negative.
 */
public final class Bm25 {

  private static final double K1 = 1.2;
  private static final double B = 0.75;

  private Bm25() {}

  /**
   * Returns the score of each document, in their order; 0 if and only if it shares no word with the query. Neither the order of
   * the documents nor of the words in them changes a score; adding a document can, even one that shares nothing, since rarity
   * and average length are measured over all. Linear in the number of words.
   */
  public static double[] scores(List<String> query, List<List<String>> documents) {
    Set<String> terms = new LinkedHashSet<>(query);
    List<Map<String, Integer>> counts = documents.stream().map(document -> count(document, terms)).toList();
    Map<String, Integer> spread = new HashMap<>();
    counts.forEach(count -> count.keySet().forEach(term -> spread.merge(term, 1, Integer::sum)));
    double average = documents.stream().mapToInt(List::size).average().orElse(0);

    double[] scores = new double[documents.size()];
    for (int i = 0; i < scores.length; i++) {
      double length = K1 * (1 - B + B * documents.get(i).size() / average);
      for (String term : terms) {
        int frequency = counts.get(i).getOrDefault(term, 0);
        if (frequency > 0) {
          int n = spread.getOrDefault(term, 0);
          double weight = Math.log(1 + (documents.size() - n + 0.5) / (n + 0.5));
          scores[i] += weight * frequency * (K1 + 1) / (frequency + length);
        }
      }
    }
    return scores;
  }

  private static Map<String, Integer> count(List<String> document, Set<String> terms) {
    Map<String, Integer> counts = new HashMap<>();
    for (String word : document) {
      if (terms.contains(word)) {
        counts.merge(word, 1, Integer::sum);
      }
    }
    return counts;
  }
}
