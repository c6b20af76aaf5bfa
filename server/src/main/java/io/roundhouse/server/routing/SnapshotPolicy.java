package io.roundhouse.server.routing;

import io.roundhouse.routers.Choice;
import io.roundhouse.routers.embedding.EmbeddingModel;
import io.roundhouse.routers.embedding.OnnxEmbedder;
import io.roundhouse.routers.models.ModelCall;
import io.roundhouse.routers.models.ModelOffer;
import io.roundhouse.routers.models.ModelPolicy;
import io.roundhouse.routers.models.learn.PredictivePolicy;
import io.roundhouse.routers.models.learn.Snapshot;
import io.roundhouse.routers.models.outcomes.OutcomesException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides by the snapshot that is in service in a folder, also when another one is put into service or rolled back while the program
 * runs: the folder is looked at when a decision needs it, at most once in the time given. A snapshot that cannot be read, or that was
 * trained with another embedding model, is said in the log and the one before stays. Without any it chooses nothing. Thread-safe;
 * reading a new snapshot takes some ten milliseconds of the request that meets it first, so not for event loops.
 */
public final class SnapshotPolicy implements ModelPolicy {

  /** The embedder whose vectors snapshots are trained on. */
  public static final String EMBEDDER = OnnxEmbedder.nameOf(EmbeddingModel.BGE_SMALL, OnnxEmbedder.DEFAULT_MAX_TOKENS);

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotPolicy.class);
  private static final String NONE = "predictive/1(none)";

  private final SnapshotFolder<Snapshot> folder;
  private final Path place;
  private final long refreshNanos;
  private final LongSupplier nanos;
  private volatile InService current = InService.NOTHING;
  private volatile long lookedAt;

  /** What was found in the folder; the version is empty if nothing was. */
  record InService(String version, @Nullable Snapshot snapshot, ModelPolicy policy) {

    static final InService NOTHING = new InService("", null, Nothing.YET);

    static InService of(String version, Snapshot snapshot) {
      return new InService(version, snapshot, PredictivePolicy.of(snapshot.predictor(), version));
    }
  }

  private SnapshotPolicy(Path place, Duration refresh, LongSupplier nanos) {
    this.folder = SnapshotFolder.of(place);
    this.place = place;
    this.refreshNanos = refresh.toNanos();
    this.nanos = nanos;
    this.lookedAt = nanos.getAsLong();
    look();
  }

  /** Returns a policy that looks at {@code folder} at most once in {@code refresh}. */
  public static SnapshotPolicy watching(Path folder, Duration refresh) {
    return watching(folder, refresh, System::nanoTime);
  }

  static SnapshotPolicy watching(Path folder, Duration refresh, LongSupplier nanos) {
    return new SnapshotPolicy(folder, refresh, nanos);
  }

  /** Returns the snapshot in service, if any. */
  public Optional<Snapshot> snapshot() {
    return Optional.ofNullable(current().snapshot());
  }

  InService current() {
    long now = nanos.getAsLong();
    if (now - lookedAt >= refreshNanos) {
      lookedAt = now;
      look();
    }
    return current;
  }

  private synchronized void look() {
    try {
      String version = folder.currentVersion().orElse("");
      if (!version.equals(current.version())) {
        current = version.isEmpty() ? InService.NOTHING : InService.of(version, read(version));
        LOG.info("models are chosen by {} from '{}'", version.isEmpty() ? "no snapshot" : "snapshot " + version, place);
      }
    } catch (IOException | OutcomesException e) {
      LOG.error("the snapshots in '{}' cannot be read: {}; {} stays in service", place, e.getMessage(),
          current.snapshot() == null ? "none" : current.version());
    }
  }

  private Snapshot read(String version) throws IOException {
    Snapshot snapshot = folder.read(version);
    if (!snapshot.embedder().equals(EMBEDDER)) {
      throw new OutcomesException("snapshot %s was trained with the embedder '%s'; expected '%s'"
          .formatted(version, snapshot.embedder(), EMBEDDER));
    }
    return snapshot;
  }

  @Override
  public ModelPolicy settled() {
    return current().policy();
  }

  @Override
  public Choice<Optional<ModelOffer>> choose(ModelCall call, List<ModelOffer> offers) {
    return settled().choose(call, offers);
  }

  @Override
  public String version() {
    return settled().version();
  }

  /** What there is before the first snapshot. */
  private enum Nothing implements ModelPolicy {
    YET;

    @Override
    public Choice<Optional<ModelOffer>> choose(ModelCall call, List<ModelOffer> offers) {
      return Choice.of(Optional.empty(), "No snapshot is in service yet.");
    }

    @Override
    public String version() {
      return NONE;
    }
  }
}
