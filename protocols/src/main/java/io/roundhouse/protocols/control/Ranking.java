package io.roundhouse.protocols.control;

import io.roundhouse.routers.text.Bm25;
import io.roundhouse.routers.text.Words;
import io.vertx.core.Future;
import java.util.List;

/** Scores descriptions of tools against a query. Implementations are thread-safe and never block an event loop. */
@FunctionalInterface
public interface Ranking {

  /** Counts shared words (Okapi BM25): needs no model and no training. */
  Ranking WORDS = (query, documents) -> Future.succeededFuture(
      Bm25.scores(Words.of(query), documents.stream().map(Words::of).toList()));

  /** The score of each document, in their order; 0 for one that has nothing to do with the query, more for one that has more. */
  Future<double[]> scores(String query, List<String> documents);
}
