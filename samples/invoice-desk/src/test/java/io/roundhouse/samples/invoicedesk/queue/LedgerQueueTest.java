package io.roundhouse.samples.invoicedesk.queue;

import static io.roundhouse.samples.invoicedesk.SampleInvoices.amount;
import static io.roundhouse.samples.invoicedesk.ledger.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.roundhouse.runtime.ToolException;
import io.roundhouse.samples.invoicedesk.ledger.Ledger;
import io.roundhouse.samples.invoicedesk.ledger.LedgerEntry;
import io.roundhouse.samples.invoicedesk.ledger.Posting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerQueueTest {
  @TempDir
  private Path folder;

  @Test
  void keepsAnEntryUntilItIsRemoved() {
    Posting posting = queue(entry("DE1/7", "119.00"));

    assertThat(posting).isEqualTo(new Posting("DE1/7", "queued as DE1-7.b9dd42fc087b.json", amount("119.00"), false));
    assertThat(new LedgerQueue(folder.resolve("queue")).waiting()).extracting(QueuedEntry::entry).containsExactly(entry("DE1/7", "119.00"));

    queue().remove("DE1/7");
    queue().remove("DE1/7");
    assertThat(queue().waiting()).isEmpty();
  }

  @Test
  void keepsTheSameEntryOnce() {
    queue(entry("DE1/7", "119.00"));

    assertThat(queue(entry("DE1/7", "119")).repeated()).isTrue();
    assertThat(queue().waiting()).hasSize(1);
  }

  @Test
  void keepsTheFirstEntryOfADocumentWhenTheRateHasChanged() {
    queue(entry("DE1/7", "119.00"));

    assertThat(queue(entry("DE1/7", "118.20")).total()).isEqualByComparingTo("119.00");
    assertThat(queue().waiting()).extracting(QueuedEntry::entry).containsExactly(entry("DE1/7", "119.00"));
  }

  @Test
  void refusesOtherContentUnderTheSameKey() {
    queue(entry("DE1/7", "119.00"));

    assertThatExceptionOfType(ToolException.class).isThrownBy(() -> queue(entry("DE1/7", "120.00", "Rent")))
        .withMessage("key DE1/7 waits in the queue already with other content; expected one entry per key");
    assertThat(queue().waiting()).extracting(QueuedEntry::entry).containsExactly(entry("DE1/7", "119.00"));
  }

  @Test
  void keysThatLookAlikeAsFileNamesStayApart() {
    queue(entry("DE1/7", "1"));
    queue(entry("DE1-7", "2"));
    queue(entry("../../DE1/7", "3"));

    assertThat(queue().waiting()).hasSize(3);
    assertThat(folder.toFile().list()).containsExactly("queue");
  }

  @Test
  void anEmptyQueueNeedsNoFolder() {
    assertThat(queue().waiting()).isEmpty();
  }

  @Test
  void ignoresWhatACrashLeftHalfWritten() throws IOException {
    queue(entry("DE1/7", "119.00"));
    Files.writeString(folder.resolve("queue/.123.tmp"), "{\"key\":");

    assertThat(queue().waiting()).hasSize(1);
  }

  @Test
  void takesManyEntriesAtOnceEachOnce() {
    LedgerQueue queue = queue();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 60; i++) {
        LedgerEntry entry = entry("k" + i % 20, "1.00");
        threads.execute(() -> queue.queue(entry.key(), entry.date(), entry.text(), entry.lines()));
      }
    }

    assertThat(queue.waiting()).hasSize(20);
  }

  @Test
  void whatWaitedIsAcceptedByTheLedgerAsTheSameEntry() {
    queue(entry("DE1/7", "119.00"));

    try (Ledger ledger = Ledger.open(folder.resolve("ledger.db"))) {
      ledger.post(entry("DE1/7", "119.00"));
      assertThat(queue().waiting()).allSatisfy(waiting -> assertThat(ledger.post(waiting.entry()).repeated()).isTrue());
    }
  }

  private LedgerQueue queue() {
    return new LedgerQueue(folder.resolve("queue"));
  }

  private Posting queue(LedgerEntry entry) {
    return queue().queue(entry.key(), entry.date(), entry.text(), entry.lines());
  }
}
