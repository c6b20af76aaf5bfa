package io.roundhouse.samples.invoicedesk.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Files that appear whole, or not at all, even if the machine loses power meanwhile: written under a temporary name, forced to
 * the disk, renamed. A file of the same name is replaced. Temporary names end in {@value #TEMPORARY}. Stateless.
 */
public final class DurableFile {
  public static final String TEMPORARY = ".tmp";

  private DurableFile() {}

  /** Writes {@code text} as UTF-8, making the folders of {@code target} where they are missing. */
  public static void write(Path target, String text) {
    place(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Writes {@code content}, making the folders of {@code target} where they are missing. */
  public static void write(Path target, byte[] content) {
    place(target, out -> out.write(content));
  }

  /** Copies {@code source}, making the folders of {@code target} where they are missing. */
  public static void copy(Path source, Path target) {
    place(target, out -> {
      try (InputStream in = Files.newInputStream(source)) {
        in.transferTo(out);
      }
    });
  }

  /** Removes a file and waits until the disk knows; a file that is not there is fine. */
  public static void remove(Path file) {
    try {
      if (Files.deleteIfExists(file)) {
        force(folderOf(file));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("%s cannot be removed".formatted(file), failure);
    }
  }

  private static void place(Path target, Content content) {
    Path folder = folderOf(target);
    try {
      Files.createDirectories(folder);
      Path temporary = Files.createTempFile(folder, ".", TEMPORARY);
      try {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
          content.writeTo(Channels.newOutputStream(channel));
          channel.force(true);
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        force(folder);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("%s cannot be written".formatted(target), failure);
    }
  }

  private static Path folderOf(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
  }

  /** A rename is only durable once its folder is; without this a power cut may bring the old name back. */
  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @FunctionalInterface
  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }
}
