package io.roundhouse.server.cli;

import io.roundhouse.server.routing.SnapshotFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** What all training commands ask for about snapshots, and do with them: show, take back, put into service. */
final class SnapshotOptions {

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where snapshots and their history are kept.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path out;

  @Option(names = "--rollback", description = "Put the snapshot before the current one back into service, and learn nothing.")
  private boolean rollback;

  @Option(names = "--history", description = "Print what was in service when, and learn nothing.")
  private boolean history;

  @Option(names = "--force", description = "Put it into service even if it is worse.")
  private boolean force;

  @Option(names = "--cache", paramLabel = "DIR", description = "Where vectors of texts are kept; default: the user's cache folder.")
  private @Nullable Path cache;

  Path out() {
    return out;
  }

  Path cache() {
    return CacheFolder.of(cache);
  }

  /** Does what was asked for instead of learning, and returns the exit code; empty if learning was. */
  Optional<Integer> insteadOfLearning(SnapshotFolder<?> folder, PrintWriter print) throws IOException {
    if (history) {
      folder.history().forEach(print::println);
      return Optional.of(ExitCode.OK);
    }
    if (rollback) {
      print.println("in service again: " + folder.rollBack());
      return Optional.of(ExitCode.OK);
    }
    return Optional.empty();
  }

  /** Puts a stored snapshot into service if it passed or has to go there anyway; returns the exit code. */
  int putIntoService(SnapshotFolder<?> folder, String version, boolean passed, String reason, PrintWriter print) throws IOException {
    print.println("snapshot " + version + ": " + reason);
    if (passed || force) {
      folder.promote(version, passed ? reason : "by force, although " + reason);
      print.println("in service: " + version);
      return ExitCode.OK;
    }
    print.println("not put into service; still there: " + folder.currentVersion().orElse("none"));
    return ExitCode.SOFTWARE;
  }
}
