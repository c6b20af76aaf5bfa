package io.roundhouse.server.routing;

import io.roundhouse.routers.models.outcomes.OutcomesException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is in service in a folder of snapshots, also when another one is put into service or rolled back while the program runs: the
 * folder is looked at when somebody asks, at most once in the time given. A snapshot that cannot be read or used is said in the log, and
 * the one before stays. Thread-safe; reading a new snapshot takes some ten milliseconds of whoever asks first, so not for event loops.
 *
 * @param <S> the snapshots
 * @param <T> what a snapshot is made into, once for each version
 */
final class SnapshotWatch<S, T> {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotWatch.class);

  private final SnapshotFolder<S> folder;
  private final Path place;
  private final long refreshNanos;
  private final LongSupplier nanos;
  private final BiFunction<String, S, T> made;
  private volatile InService<T> current = new InService<>("", null);
  private volatile long lookedAt;

  /** What was found; the version is empty if nothing was. */
  record InService<T>(String version, @Nullable T value) {}

  /**
   * Looks at once.
   *
   * @param made makes something of a version and its snapshot; throws with a sentence if that cannot be used
   */
  SnapshotWatch(SnapshotFolder<S> folder, Path place, Duration refresh, LongSupplier nanos, BiFunction<String, S, T> made) {
    this.folder = folder;
    this.place = place;
    this.refreshNanos = refresh.toNanos();
    this.nanos = nanos;
    this.made = made;
    this.lookedAt = nanos.getAsLong();
    look();
  }

  InService<T> current() {
    long now = nanos.getAsLong();
    if (now - lookedAt >= refreshNanos) {
      lookedAt = now;
      look();
    }
    return current;
  }

  private synchronized void look() {
    try {
      Optional<String> version = folder.currentVersion();
      if (!version.orElse("").equals(current.version())) {
        current = version.isEmpty() ? new InService<>("", null) : taken(version.get());
        LOG.info("'{}' has {} in service", place, version.map(name -> "snapshot " + name).orElse("no snapshot"));
      }
    } catch (IOException | RuntimeException e) { // whatever is wrong with a file, the server goes on with what it has
      LOG.error("the snapshots in '{}' cannot be used: {}; {} stays in service", place, e.getMessage(),
          current.value() == null ? "none" : current.version());
    }
  }

  private InService<T> taken(String version) throws IOException {
    return new InService<>(version, made.apply(version, folder.read(version)));
  }

  /** Throws if a snapshot was trained with another embedder than the one that requests are embedded with. */
  static void requireEmbedder(String version, String found, String expected) {
    if (!found.equals(expected)) {
      throw new OutcomesException(
          "snapshot %s was trained with the embedder '%s'; expected '%s'".formatted(version, found, expected));
    }
  }
}
