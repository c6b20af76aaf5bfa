package io.roundhouse.samples.invoicedesk.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
  private static final long DEFAULT = 7;

  @TempDir
  private Path folder;
  private Path work;

  @BeforeEach
  void choose() {
    work = folder.resolve("a/work");
  }

  @Test
  void goesOnWithWhatIsUnfinishedAndItsSeed() throws IOException {
    try (WorkFolder first = WorkFolder.open(work, 3L, DEFAULT, false)) {
      assertThat(first.goesOn()).isFalse();
      leaveWork(first);
    }

    try (WorkFolder second = WorkFolder.open(work, null, DEFAULT, false)) {
      assertThat(second.goesOn()).isTrue();
      assertThat(second.seed()).isEqualTo(3);
      assertThat(second.inbox().resolve("invoice-001.xml")).exists();
    }
  }

  @Test
  void beginsAfreshAfterAFinishedDemo() throws IOException {
    try (WorkFolder first = WorkFolder.open(work, 3L, DEFAULT, false)) {
      leaveWork(first);
      first.finish();
    }

    try (WorkFolder second = WorkFolder.open(work, null, DEFAULT, false)) {
      assertThat(second.goesOn()).isFalse();
      assertThat(second.seed()).isEqualTo(DEFAULT);
      assertThat(second.inbox()).doesNotExist();
      assertThat(work.resolve("journal.db-wal")).doesNotExist();
    }
  }

  @Test
  void beginsAfreshWhenAskedToAndLeavesWhatIsNotItsOwn() throws IOException {
    try (WorkFolder first = WorkFolder.open(work, null, DEFAULT, false)) {
      leaveWork(first);
    }
    Path elsewhere = Files.writeString(folder.resolve("kept.txt"), "mine");
    Files.writeString(work.resolve("notes.txt"), "mine too");
    Files.createSymbolicLink(work.resolve("queue"), folder);

    try (WorkFolder second = WorkFolder.open(work, null, DEFAULT, true)) {
      assertThat(second.goesOn()).isFalse();
      assertThat(second.inbox()).doesNotExist();
      assertThat(second.queue()).doesNotExist();
    }
    assertThat(elsewhere).exists();
    assertThat(work.resolve("notes.txt")).exists();
  }

  @Test
  void refusesAnotherSeedForUnfinishedWork() {
    WorkFolder.open(work, 3L, DEFAULT, false).close();

    assertRefuses(4L, "holds an unfinished demo with seed 3; leave --seed out to go on with it, or clear it with --fresh");
  }

  @Test
  void refusesAFolderOfSomebodyElse() throws IOException {
    Files.createDirectories(work);
    Files.writeString(work.resolve("thesis.txt"), "mine");

    assertRefuses(null, "holds files that are not the demo's; name an empty or new folder with --dir");
    assertThat(work).isDirectoryNotContaining(path -> !path.endsWith("thesis.txt"));
  }

  @Test
  void takesAFolderWhoseFirstDemoWasKilledBeforeItHadAMarker() throws IOException {
    Files.createDirectories(work);
    Files.writeString(work.resolve(".invoice-desk.lock"), "");
    Path left = Files.writeString(work.resolve(".4711.tmp"), "working");

    WorkFolder.open(work, null, DEFAULT, false).close();

    assertThat(left).doesNotExist();
  }

  @Test
  void refusesAFile() throws IOException {
    Files.createDirectories(work.getParent());
    Files.writeString(work, "not a folder");

    assertRefuses(null, "is not a folder; name another place with --dir");
  }

  @Test
  void refusesAFolderThatAnotherDemoWorksIn() {
    try (WorkFolder first = WorkFolder.open(work, null, DEFAULT, false)) {
      assertRefuses(null, "another demo is at work in " + first.root());
    }
    WorkFolder.open(work, null, DEFAULT, false).close();
  }

  private void assertRefuses(Long seed, String words) {
    assertThatExceptionOfType(DemoException.class).isThrownBy(() -> WorkFolder.open(work, seed, DEFAULT, false))
        .withMessageContaining(words).withMessageNotContaining("Exception");
  }

  private static void leaveWork(WorkFolder folder) throws IOException {
    Files.createDirectories(folder.inbox());
    Files.writeString(folder.inbox().resolve("invoice-001.xml"), "<x/>");
    Files.writeString(folder.root().resolve("journal.db-wal"), "x");
  }
}
