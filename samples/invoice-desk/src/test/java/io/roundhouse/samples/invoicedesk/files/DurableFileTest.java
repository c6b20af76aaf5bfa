package io.roundhouse.samples.invoicedesk.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {
  @TempDir
  private Path folder;

  @Test
  void writesAndReplacesAWholeFileAndLeavesNothingElse() {
    Path target = folder.resolve("a/b/c.txt");

    DurableFile.write(target, "a long first content");
    DurableFile.write(target, "Øre");

    assertThat(target).hasContent("Øre");
    assertThat(target.getParent().toFile().list()).containsExactly("c.txt");
  }

  @Test
  void aCopyThatFailsLeavesTheOldFileAndNoTemporaryOne() {
    Path target = folder.resolve("c.txt");
    DurableFile.write(target, "old");

    assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> DurableFile.copy(folder.resolve("missing"), target))
        .withMessage("%s cannot be written".formatted(target));

    assertThat(target).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("c.txt");
  }

  @Test
  void copiesEveryByte() throws IOException {
    byte[] bytes = new byte[300_000];
    bytes[299_999] = 7;
    Path source = Files.write(folder.resolve("source"), bytes);

    DurableFile.copy(source, folder.resolve("copy"));

    assertThat(Files.readAllBytes(folder.resolve("copy"))).isEqualTo(bytes);
    assertThat(Sha256.ofFile(source)).isEqualTo(Sha256.ofFile(folder.resolve("copy")));
  }

  @Test
  void removesAFileOnceAndForAll() {
    Path target = folder.resolve("c.txt");
    DurableFile.write(target, "x");

    DurableFile.remove(target);
    DurableFile.remove(target);

    assertThat(target).doesNotExist();
  }
}
