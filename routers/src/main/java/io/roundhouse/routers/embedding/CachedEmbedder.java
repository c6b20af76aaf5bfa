package io.roundhouse.routers.embedding;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the vectors of the texts that were asked for last. Bounded by the number of texts; texts that are longer than {@value
 * #LONGEST} characters are never kept, so that memory is bounded too: about 2 KB for a short text. Safe to share.
 */
public final class CachedEmbedder implements TextEmbedder {

  private static final int LONGEST = 2_000;

  private final TextEmbedder embedder;
  private final Map<String, float[]> vectors;

  private CachedEmbedder(TextEmbedder embedder, int maxTexts) {
    this.embedder = embedder;
    this.vectors = new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
        return size() > maxTexts;
      }
    };
  }

  /** Returns an embedder that keeps at most {@code maxTexts} vectors of {@code embedder}; the least recently used go first. */
  public static CachedEmbedder of(TextEmbedder embedder, int maxTexts) {
    return new CachedEmbedder(embedder, maxTexts);
  }

  @Override
  public String name() {
    return embedder.name();
  }

  @Override
  public int dimensions() {
    return embedder.dimensions();
  }

  @Override
  public float[] embed(String text) {
    if (text.length() > LONGEST) {
      return embedder.embed(text);
    }
    float[] known = recall(text);
    if (known != null) {
      return known;
    }
    float[] vector = embedder.embed(text);
    keep(text, vector);
    return vector;
  }

  /** Returns whether the text's vector is at hand, so that asking for it costs no computation. */
  public boolean holds(String text) {
    return recall(text) != null;
  }

  private float @Nullable [] recall(String text) {
    synchronized (vectors) {
      return vectors.get(text);
    }
  }

  private void keep(String text, float[] vector) {
    synchronized (vectors) {
      vectors.put(text, vector);
    }
  }
}
