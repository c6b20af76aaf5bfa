package io.roundhouse.server.cli;

import io.roundhouse.routers.embedding.EmbeddingModel;
import io.roundhouse.routers.embedding.OnnxEmbedder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command turns text into vectors, and where it keeps them. */
final class EmbeddingOptions {

  @Option(names = "--embedding", paramLabel = "MODEL", defaultValue = "BGE_SMALL",
      description = "The embedding model: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private EmbeddingModel model;

  @Option(names = "--cache", paramLabel = "DIR", description = "Where to keep vectors (default: roundhouse in the user's cache directory).")
  private @Nullable Path cache;

  OnnxEmbedder load() {
    return OnnxEmbedder.of(model, OnnxEmbedder.DEFAULT_MAX_TOKENS);
  }

  Path cache() {
    return CacheFolder.of(cache);
  }
}
