package io.roundhouse.server.config;

import java.nio.file.Path;

/** Where runs are recorded. */
public sealed interface JournalConfig {

  /** In memory: runs end with the process. */
  record Memory() implements JournalConfig {}

  /** In a file, made if it is missing: unfinished runs go on with the next start. */
  record File(Path path) implements JournalConfig {}
}
