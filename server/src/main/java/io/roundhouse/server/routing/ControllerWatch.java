package io.roundhouse.server.routing;

import io.roundhouse.routers.controller.ControllerSnapshot;
import io.roundhouse.routers.controller.MasRouterPolicy;
import io.roundhouse.routers.embedding.TextEmbedder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a controller learned and is in service in a folder, also when another snapshot is put into service while the program runs.
 * Thread-safe; not for event loops.
 */
public final class ControllerWatch {

  private final SnapshotWatch<ControllerSnapshot, Ready> watch;

  /**
   * A snapshot ready to decide. What training found no better than one plan for all texts decides so, whatever is asked for.
   *
   * @param table at most by the kind of text
   * @param learned as training put it into service, or as MasRouter's own program decides
   */
  public record Ready(ControllerSnapshot snapshot, MasRouterPolicy table, MasRouterPolicy learned) {

    static Ready of(String version, ControllerSnapshot snapshot, TextEmbedder embedder, boolean faithful) {
      SnapshotWatch.requireEmbedder(version, snapshot.embedder(), embedder.name());
      boolean tabled = snapshot.inService() != ControllerSnapshot.Kind.STATIC && snapshot.table() != null;
      ControllerSnapshot.Kind table = tabled ? ControllerSnapshot.Kind.TABLE : ControllerSnapshot.Kind.STATIC;
      return new Ready(snapshot, MasRouterPolicy.of(snapshot.with(table), embedder),
          MasRouterPolicy.of(snapshot, embedder).withFaithful(faithful));
    }
  }

  private ControllerWatch(SnapshotWatch<ControllerSnapshot, Ready> watch) {
    this.watch = watch;
  }

  /**
   * Looks at {@code folder} at most once in {@code refresh}.
   *
   * @param faithful whether to decide as MasRouter's own program does; a snapshot without weights for it is not used
   */
  public static ControllerWatch watching(Path folder, Duration refresh, TextEmbedder embedder, boolean faithful) {
    return new ControllerWatch(new SnapshotWatch<>(SnapshotFolder.controllers(folder), folder, refresh, System::nanoTime,
        (version, snapshot) -> Ready.of(version, snapshot, embedder, faithful)));
  }

  /** Returns what is in service; empty if nothing is. */
  public Optional<Ready> current() {
    return Optional.ofNullable(watch.current().value());
  }
}
