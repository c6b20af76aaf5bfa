package io.roundhouse.samples.invoicedesk.demo;

import io.roundhouse.samples.invoicedesk.files.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folder that everything the demo makes is in. A marker file says that it is the demo's own, whether its work is finished, and with
 * which seed it began; folders without one are left alone. A lock keeps a second demo out.
 */
final class WorkFolder implements AutoCloseable {
  private static final String MARKER = ".invoice-desk";
  private static final String LOCK = ".invoice-desk.lock";
  private static final Pattern STATE = Pattern.compile("(working|finished) seed=(-?\\d+)\\s*");
  private static final List<String> OURS =
      List.of("inbox", "queue", "archive", "outbox", "rejected", "app.yaml", "rates.log", "journal.db", "ledger.db", "register.db");

  private final Path root;
  private final FileChannel lock;
  private final long seed;
  private final boolean goesOn;

  private WorkFolder(Path root, FileChannel lock, long seed, boolean goesOn) {
    this.root = root;
    this.lock = lock;
    this.seed = seed;
    this.goesOn = goesOn;
  }

  /**
   * Takes {@code folder}: goes on with what is unfinished in it, or clears it and begins.
   *
   * @param seed what the person asked for; null for what is there, or else the default
   * @param fresh clear it even if its work is unfinished
   */
  static WorkFolder open(Path folder, @Nullable Long seed, long defaultSeed, boolean fresh) {
    Path root = folder.toAbsolutePath().normalize();
    try {
      refuseForeign(root);
      Files.createDirectories(root);
      FileChannel lock = lock(root);
      try {
        return take(root, lock, seed, defaultSeed, fresh);
      } catch (RuntimeException | IOException refusal) {
        lock.close();
        throw refusal;
      }
    } catch (FileAlreadyExistsException file) {
      throw new DemoException("%s is not a folder; name another place with --dir".formatted(file.getFile()), file);
    } catch (AccessDeniedException denied) {
      throw new DemoException("there is no permission to write to %s; name another place with --dir".formatted(denied.getFile()), denied);
    } catch (FileSystemException failure) {
      throw new DemoException("%s cannot be used (%s); name another place with --dir".formatted(root, reason(failure)), failure);
    } catch (IOException | UncheckedIOException failure) {
      throw new DemoException("%s cannot be used (%s); name another place with --dir".formatted(root, failure.getMessage()), failure);
    }
  }

  Path root() {
    return root;
  }

  Path inbox() {
    return root.resolve("inbox");
  }

  Path queue() {
    return root.resolve("queue");
  }

  long seed() {
    return seed;
  }

  /** Whether an earlier demo left work here that is not finished. */
  boolean goesOn() {
    return goesOn;
  }

  /** Notes that all is done, so that the next demo begins afresh. */
  void finish() {
    mark(root, "finished", seed);
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException failure) {
      throw new UncheckedIOException("the lock of %s cannot be let go".formatted(root), failure);
    }
  }

  private static void refuseForeign(Path root) throws IOException {
    if (!Files.isDirectory(root) || Files.exists(root.resolve(MARKER))) {
      return;
    }
    try (var files = Files.list(root)) {
      if (files.anyMatch(file -> !file.getFileName().toString().equals(LOCK) && !isTemporary(file))) {
        throw new DemoException("%s holds files that are not the demo's; name an empty or new folder with --dir".formatted(root));
      }
    }
  }

  private static FileChannel lock(Path root) throws IOException {
    FileChannel channel = FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException same) {
      // Held by this very process, which is as good a reason to refuse.
    }
    channel.close();
    throw new DemoException("another demo is at work in %s; end it, or name another folder with --dir".formatted(root));
  }

  private static WorkFolder take(Path root, FileChannel lock, @Nullable Long wanted, long defaultSeed, boolean fresh) throws IOException {
    Matcher state = STATE.matcher(Files.exists(root.resolve(MARKER)) ? Files.readString(root.resolve(MARKER)) : "");
    boolean unfinished = state.matches() && state.group(1).equals("working");
    if (unfinished && !fresh) {
      long begunWith = Long.parseLong(state.group(2));
      if (wanted != null && wanted != begunWith) {
        throw new DemoException("%s holds an unfinished demo with seed %d; leave --seed out to go on with it, or clear it with --fresh"
            .formatted(root, begunWith));
      }
      return new WorkFolder(root, lock, begunWith, true);
    }
    long seed = wanted == null ? defaultSeed : wanted;
    mark(root, "finished", seed);
    clear(root);
    mark(root, "working", seed);
    return new WorkFolder(root, lock, seed, false);
  }

  private static void mark(Path root, String state, long seed) {
    DurableFile.write(root.resolve(MARKER), "%s seed=%d%n".formatted(state, seed));
  }

  /** Removes what the demo makes, by name; SQLite and the journal put files beside theirs that begin with the same name. */
  private static void clear(Path root) throws IOException {
    try (var files = Files.list(root)) {
      for (Path file : files.filter(WorkFolder::isOurs).toList()) {
        remove(file);
      }
    }
  }

  private static boolean isOurs(Path file) {
    String name = file.getFileName().toString();
    return isTemporary(file) || OURS.stream().anyMatch(our -> name.equals(our) || (our.endsWith(".db") && name.startsWith(our)));
  }

  /** What a demo that was killed while it wrote a file may have left. */
  private static boolean isTemporary(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".") && name.endsWith(DurableFile.TEMPORARY);
  }

  /** Does not follow symbolic links. */
  private static void remove(Path file) throws IOException {
    try (var tree = Files.walk(file)) {
      for (Path each : tree.toList().reversed()) {
        Files.delete(each);
      }
    }
  }

  private static String reason(FileSystemException failure) {
    return failure.getReason() == null ? "it does not exist or is not accessible" : failure.getReason();
  }
}
