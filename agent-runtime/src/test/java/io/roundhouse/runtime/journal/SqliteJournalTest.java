package io.roundhouse.runtime.journal;

import static io.roundhouse.runtime.testing.Await.await;
import static io.roundhouse.runtime.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.runtime.Journal;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.JournalException;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.testing.BlockedThreads;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteJournalTest extends JournalContract {

  private final Vertx vertx = BlockedThreads.vertx();
  @TempDir Path folder;
  private SqliteJournal journal;

  @BeforeEach
  void open() {
    journal = SqliteJournal.open(vertx, folder.resolve("deep/er/journal.db"));
  }

  @AfterEach
  void close() {
    await(journal.close());
    await(vertx.close());
  }

  @Override
  Journal journal() {
    return journal;
  }

  @Test
  void keepsItsRunsWhenItIsOpenedAgain() {
    RunId open = begin("open", "key");
    await(journal.append(List.of(new JournalEntry(open, 2, START, new RunEvent.ModelCalled("m", "small")))));
    await(journal.close());

    open();

    assertThat(await(journal.unfinished())).containsExactly(open);
    assertThat(await(journal.read(open))).hasSize(2);
    assertThat(await(journal.byKey("key"))).contains(open);
  }

  @Test
  void refusesAFileThatIsInUse() {
    assertThatThrownBy(() -> SqliteJournal.open(vertx, folder.resolve("deep/er/journal.db")))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("is open in this process already");
  }

  @Test
  void refusesAFileThatIsNoDatabase() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "this is not a database, it is a letter. ".repeat(100));

    assertThatThrownBy(() -> SqliteJournal.open(vertx, text))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("notes.txt")
        .hasMessageContaining("cannot be opened");
  }

  @Test
  void failsCallsAfterItWasClosed() {
    await(journal.close());

    assertThat(failure(journal.append(List.of()))).isInstanceOf(JournalException.class).hasMessage("the journal is closed");
  }
}
