package io.roundhouse.runtime.journal;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.runtime.Journal;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InMemoryJournalTest extends JournalContract {

  private final InMemoryJournal journal = new InMemoryJournal(2);

  @Override
  Journal journal() {
    return journal;
  }

  @Test
  void forgetsTheOldestEndedRunsButNeverAnOpenOne() {
    RunId open = begin("open", null);
    for (int i = 0; i < 5; i++) {
      RunId run = begin("r" + i, "k" + i);
      await(journal.append(List.of(new JournalEntry(run, 2, START, new RunEvent.Completed("", null)))));
    }

    assertThat(await(journal.latest(10))).extracting(summary -> summary.run().value()).containsExactly("r4", "r3", "open");
    assertThat(await(journal.byKey("k0"))).isEmpty();
    assertThat(await(journal.unfinished())).containsExactly(open);
  }
}
