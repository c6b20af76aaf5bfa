package io.roundhouse.server.cli;

import io.roundhouse.routers.controller.episodes.EpisodeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds files of JSON lines. */
final class Lines {

  private static final String ENDING = ".jsonl";

  private Lines() {}

  /** Returns the file itself, or the files of a folder by name; complains if there are none. */
  static List<Path> files(Path place) throws IOException {
    if (Files.isRegularFile(place)) {
      return List.of(place);
    }
    if (Files.isDirectory(place)) {
      try (Stream<Path> inside = Files.list(place)) {
        List<Path> files = inside.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
        if (!files.isEmpty()) {
          return files;
        }
      }
    }
    throw new EpisodeException("'%s' is no file and no folder with files that end in %s".formatted(place, ENDING));
  }
}
