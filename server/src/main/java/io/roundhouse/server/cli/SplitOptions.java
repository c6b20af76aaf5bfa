package io.roundhouse.server.cli;

import io.roundhouse.routers.embedding.StoredEmbedder;
import io.roundhouse.routers.embedding.TextEmbedder;
import io.roundhouse.routers.models.eval.EvalOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How an evaluation splits its rows, and where it keeps vectors; the same for all that learn and judge on one table. */
final class SplitOptions {

  @Option(names = "--seeds", paramLabel = "N", defaultValue = "5", description = "How many random splits; default ${DEFAULT-VALUE}.")
  private int seeds;

  @Option(names = "--first-seed", paramLabel = "N", defaultValue = "1", description = "The first split's seed; default ${DEFAULT-VALUE}.")
  private long firstSeed;

  @Option(names = "--training-share", paramLabel = "S", defaultValue = "0.7", description = "Rows to learn from; default ${DEFAULT-VALUE}.")
  private double trainingShare;

  @Option(names = "--cache", paramLabel = "DIR", description = "Where vectors of texts are kept; default: the user's cache folder.")
  private @Nullable Path cache;

  /** Returns the options of an evaluation on such splits. */
  EvalOptions with(int bootstrap, boolean baselines) {
    return new EvalOptions(seeds, firstSeed, trainingShare, bootstrap, baselines);
  }

  /** Returns what the model computes, kept for the next evaluation. */
  TextEmbedder keeping(TextEmbedder model) {
    return StoredEmbedder.open(CacheFolder.of(cache), model);
  }
}
