package io.roundhouse.runtime;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a model's answers are kept for the same question. Immutable.
 *
 * @param scope for whom an answer is kept
 * @param keep how long
 * @param maxEntries how many answers at most; the one unused for longest goes first
 * @param similarity from which cosine similarity (0 to 1) two questions count as the same, given an embedder; null for equal ones only
 */
public record CachePolicy(Scope scope, Duration keep, int maxEntries, @Nullable Double similarity) {

  /** For whom an answer is kept. */
  public enum Scope {
    /** For the one who asked. */
    CALLER,
    /** For everybody: only where no answer depends on who asks. */
    EVERYBODY
  }

  public CachePolicy {
    if (keep.isNegative() || keep.isZero() || maxEntries < 1 || (similarity != null && !(similarity > 0 && similarity <= 1))) {
      throw new CatalogException("cache keeps " + maxEntries + " answers for " + keep + " at similarity " + similarity
          + ", expected at least 1 for more than zero at above 0 and at most 1");
    }
  }

  /** From which similarity questions count as the same where only "by meaning" is said. */
  public static final double SAME_MEANING = 0.97;

  /** The same answers, to questions that mean the same. */
  public CachePolicy withSimilarity(double least) {
    return new CachePolicy(scope, keep, maxEntries, least);
  }

  /** Returns whether questions are compared by meaning, for which the runtime needs an embedder. */
  public static boolean isByMeaning(@Nullable CachePolicy cache) {
    return cache != null && cache.similarity() != null;
  }

  /** A thousand answers for ten minutes, each for the one who asked, to equal questions only. */
  public static CachePolicy ofDefaults() {
    return new CachePolicy(Scope.CALLER, Duration.ofMinutes(10), 1_000, null);
  }
}
