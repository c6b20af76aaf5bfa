package io.roundhouse.samples.invoicedesk.reject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.roundhouse.runtime.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectedFolderTest {
  @TempDir
  private Path folder;

  @BeforeEach
  void fillTheInbox() throws IOException {
    Files.createDirectories(folder.resolve("inbox"));
    Files.writeString(folder.resolve("inbox/a.xml"), "abc");
  }

  @Test
  void putsTheFileAsideWithItsReason() {
    assertThat(rejected().reject("a.xml", "does not add up")).isEqualTo(new Rejection("a.xml", "does not add up"));

    assertThat(folder.resolve("rejected/a.xml")).hasContent("abc");
    assertThat(folder.resolve("rejected/a.xml.reason.txt")).hasContent("does not add up");
    assertThat(rejected().rejections()).containsExactly(new Rejection("a.xml", "does not add up"));
  }

  @Test
  void theFirstReasonStays() {
    rejected().reject("a.xml", "first");

    assertThat(rejected().reject("a.xml", "second").reason()).isEqualTo("first");
    assertThat(folder.resolve("rejected").toFile().list()).hasSize(2);
  }

  @Test
  void finishesWhatACrashInterrupted() throws IOException {
    Files.createDirectories(folder.resolve("rejected"));
    Files.writeString(folder.resolve("rejected/a.xml"), "a");

    assertThat(rejected().rejections()).isEmpty();
    rejected().reject("a.xml", "again");
    assertThat(folder.resolve("rejected/a.xml")).hasContent("abc");
  }

  @Test
  void knowsOnlyFilesOfTheInbox() {
    assertThatExceptionOfType(ToolException.class).isThrownBy(() -> rejected().reject("b.xml", "why"));
    assertThat(rejected().rejections()).isEmpty();
  }

  private RejectedFolder rejected() {
    return new RejectedFolder(folder.resolve("inbox"), folder.resolve("rejected"));
  }
}
