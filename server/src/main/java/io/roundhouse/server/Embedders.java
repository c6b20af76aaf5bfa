package io.roundhouse.server;

import io.roundhouse.routers.embedding.CachedEmbedder;
import io.roundhouse.routers.embedding.EmbeddingModel;
import io.roundhouse.routers.embedding.OnnxEmbedder;
import io.roundhouse.routers.embedding.TextEmbedder;
import io.roundhouse.runtime.models.Embedder;
import io.vertx.core.Vertx;
import java.util.EnumMap;
import java.util.Map;

/** The embedding models of this process: loaded when first needed, shared by all desks and servers, and kept. */
final class Embedders {

  private static final int MOST_TEXTS = 20_000;
  private static final Map<EmbeddingModel, TextEmbedder> LOADED = new EnumMap<>(EmbeddingModel.class);

  private Embedders() {}

  /** The default model as the runtime takes it: texts are embedded on worker threads, never on an event loop. */
  static Embedder offLoop(Vertx vertx) {
    TextEmbedder embedder = of(EmbeddingModel.BGE_SMALL);
    return text -> vertx.executeBlocking(() -> embedder.embed(text), false);
  }

  static TextEmbedder of(EmbeddingModel model) {
    synchronized (LOADED) {
      return LOADED.computeIfAbsent(
          model, missing -> CachedEmbedder.of(OnnxEmbedder.of(missing, OnnxEmbedder.DEFAULT_MAX_TOKENS), MOST_TEXTS));
    }
  }
}
