package io.roundhouse.server.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where commands keep what is expensive to compute and cheap to lose, such as the vectors of evaluated texts. */
final class CacheFolder {

  private CacheFolder() {}

  /** Returns the folder that was asked for, else {@code roundhouse} in the user's cache directory. */
  static Path of(@Nullable Path chosen) {
    if (chosen != null) {
      return chosen;
    }
    String caches = System.getenv("XDG_CACHE_HOME");
    Path parent = caches != null && !caches.isBlank() ? Path.of(caches) : Path.of(System.getProperty("user.home"), ".cache");
    return parent.resolve("roundhouse");
  }
}
