package io.roundhouse.server.routing;

import io.roundhouse.routers.controller.ControllerSnapshot;
import io.roundhouse.routers.models.learn.Snapshot;
import io.roundhouse.routers.models.outcomes.OutcomesException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A folder of snapshots: {@code models-VERSION.json} or {@code controller-VERSION.json}, never changed once written, and {@code history}
 * or {@code controller-history}, a line for every promotion and rollback, the last of which is in service. A file appears whole or not
 * at all. Several processes may use a folder at once.
 *
 * @param <S> the snapshots
 */
public final class SnapshotFolder<S> {

  private static final Kind<Snapshot> MODELS =
      new Kind<>("models-", "history", Snapshot::version, Snapshot::toJson, Snapshot::fromJson);
  private static final Kind<ControllerSnapshot> CONTROLLERS = new Kind<>(
      "controller-", "controller-history", ControllerSnapshot::version, ControllerSnapshot::toJson, ControllerSnapshot::fromJson);
  private static final String LOCK = "lock";

  private final Path folder;
  private final Kind<S> kind;

  /** What differs between kinds of snapshots: the names of files, and how they are written and read. */
  private record Kind<S>(
      String prefix, String history, Function<S, String> version, Function<S, String> toJson, Function<String, S> fromJson) {}

  private SnapshotFolder(Path folder, Kind<S> kind) {
    this.folder = folder;
    this.kind = kind;
  }

  /** Opens a folder for snapshots that choose models; it is made when something is first written to it. */
  public static SnapshotFolder<Snapshot> of(Path folder) {
    return new SnapshotFolder<>(folder, MODELS);
  }

  /** Opens a folder for snapshots of controllers; it may be the same folder. */
  public static SnapshotFolder<ControllerSnapshot> controllers(Path folder) {
    return new SnapshotFolder<>(folder, CONTROLLERS);
  }

  /** Writes a snapshot without putting it into service; returns its version. One that is there already is left as it is. */
  public String add(S snapshot) throws IOException {
    String version = kind.version().apply(snapshot);
    Path file = file(version);
    if (!Files.exists(file)) {
      Files.createDirectories(folder);
      write(file, kind.toJson().apply(snapshot));
    }
    return version;
  }

  /** Puts a snapshot into service; throws {@link OutcomesException} if the folder does not have it. */
  public void promote(String version, String reason) throws IOException {
    if (!Files.exists(file(version))) {
      throw new OutcomesException("snapshot '%s' is not in '%s'; expected one of %s".formatted(version, folder, versions()));
    }
    append(version + " promoted: " + reason);
  }

  /**
   * Puts the snapshot back into service that was there before the current one.
   *
   * @return its version
   * @throws OutcomesException if there was none
   */
  public String rollBack() throws IOException {
    List<String> stack = inService();
    if (stack.size() < 2) {
      throw new OutcomesException("'%s' has no snapshot to go back to".formatted(folder));
    }
    String before = stack.get(stack.size() - 2);
    append(before + " rolled back from " + stack.getLast());
    return before;
  }

  /** Reads the snapshot in service, if any was ever promoted. */
  public Optional<S> current() throws IOException {
    List<String> stack = inService();
    return stack.isEmpty() ? Optional.empty() : Optional.of(read(stack.getLast()));
  }

  /** Reads a snapshot; throws {@link OutcomesException} if the file is not one. */
  public S read(String version) throws IOException {
    return kind.fromJson().apply(Files.readString(file(version)));
  }

  /** Returns the version in service, if any. */
  public Optional<String> currentVersion() throws IOException {
    List<String> stack = inService();
    return stack.isEmpty() ? Optional.empty() : Optional.of(stack.getLast());
  }

  /** Returns the versions that were in service and not rolled back, oldest first. */
  private List<String> inService() throws IOException {
    List<String> stack = new ArrayList<>();
    for (String line : history()) {
      String version = line.substring(0, line.indexOf(' '));
      if (line.contains(" rolled back from ")) {
        stack.removeLast();
      } else {
        stack.add(version);
      }
    }
    return stack;
  }

  /** Returns every promotion and rollback, oldest first. */
  public List<String> history() throws IOException {
    Path file = folder.resolve(kind.history());
    return Files.exists(file) ? Files.readAllLines(file).stream().filter(line -> line.indexOf(' ') > 0).toList() : List.of();
  }

  private List<String> versions() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).filter(name -> name.startsWith(kind.prefix()))
          .map(name -> name.substring(kind.prefix().length(), name.length() - ".json".length())).sorted().toList();
    }
  }

  private Path file(String version) {
    if (!version.matches("[0-9a-f]{16}")) {
      throw new OutcomesException("'%s' is not a version; expected 16 hexadecimal digits".formatted(version));
    }
    return folder.resolve(kind.prefix() + version + ".json");
  }

  private void append(String line) throws IOException {
    Files.createDirectories(folder);
    try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      List<String> lines = new ArrayList<>(history());
      lines.add(line.replaceAll("\\R", " "));
      write(folder.resolve(kind.history()), String.join("\n", lines) + "\n");
      if (!lock.isValid()) {
        throw new IOException("the lock on '" + folder + "' was lost");
      }
    }
  }

  private void write(Path file, String text) throws IOException {
    Path partial = Files.createTempFile(folder, "partial-", ".tmp");
    Files.writeString(partial, text);
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
