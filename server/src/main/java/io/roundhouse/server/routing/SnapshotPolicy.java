package io.roundhouse.server.routing;

import io.roundhouse.routers.Choice;
import io.roundhouse.routers.embedding.EmbeddingModel;
import io.roundhouse.routers.embedding.OnnxEmbedder;
import io.roundhouse.routers.models.ModelCall;
import io.roundhouse.routers.models.ModelOffer;
import io.roundhouse.routers.models.ModelPolicy;
import io.roundhouse.routers.models.learn.PredictivePolicy;
import io.roundhouse.routers.models.learn.Snapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides by the snapshot that is in service in a folder, also when another one is put into service or rolled back while the program
 * runs: the folder is looked at when a decision needs it, at most once in the time given. A snapshot that cannot be read, or that was
 * trained with another embedding model, is said in the log and the one before stays. Without any it chooses nothing. Thread-safe;
 * reading a new snapshot takes some ten milliseconds of the request that meets it first, so not for event loops.
 */
public final class SnapshotPolicy implements ModelPolicy {

  /** The embedder whose vectors snapshots are trained on. */
  public static final String EMBEDDER = OnnxEmbedder.nameOf(EmbeddingModel.BGE_SMALL, OnnxEmbedder.DEFAULT_MAX_TOKENS);

  private final SnapshotWatch<Snapshot, Learned> watch;

  /** A snapshot ready to decide. */
  record Learned(String version, Snapshot snapshot, ModelPolicy policy) {

    static Learned of(String version, Snapshot snapshot) {
      SnapshotWatch.requireEmbedder(version, snapshot.embedder(), EMBEDDER);
      return new Learned(version, snapshot, PredictivePolicy.of(snapshot.predictor(), version));
    }
  }

  private SnapshotPolicy(SnapshotWatch<Snapshot, Learned> watch) {
    this.watch = watch;
  }

  /** Returns a policy that looks at {@code folder} at most once in {@code refresh}. */
  public static SnapshotPolicy watching(Path folder, Duration refresh) {
    return watching(folder, refresh, System::nanoTime);
  }

  static SnapshotPolicy watching(Path folder, Duration refresh, LongSupplier nanos) {
    return new SnapshotPolicy(new SnapshotWatch<>(SnapshotFolder.of(folder), folder, refresh, nanos, Learned::of));
  }

  /** What is in service; null if nothing is. */
  @Nullable Learned current() {
    return watch.current().value();
  }

  @Override
  public ModelPolicy settled() {
    Learned now = current();
    return now == null ? Nothing.YET : now.policy();
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
      return "predictive/1(none)";
    }
  }
}
