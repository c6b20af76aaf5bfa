package io.roundhouse.samples.invoicedesk.ledger;

import static io.roundhouse.samples.invoicedesk.SampleInvoices.amount;
import static io.roundhouse.samples.invoicedesk.ledger.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  @TempDir
  private Path folder;
  private Ledger ledger;

  @BeforeEach
  void open() {
    ledger = Ledger.open(database());
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void postsAnEntryAndFindsItAgain() {
    Posting posting = ledger.post(entry("DE1/7", "119.00"));

    assertThat(posting).isEqualTo(new Posting("DE1/7", "1", amount("119.00"), false));
    assertThat(ledger.find("DE1/7")).contains(new Ledger.StoredEntry(1, entry("DE1/7", "119")));
    assertThat(ledger.find("DE1/8")).isEmpty();
  }

  @Test
  void postingTheSameEntryAgainBooksNothing() {
    ledger.post(entry("DE1/7", "119.00"));

    assertThat(ledger.post(entry("DE1/7", "119"))).isEqualTo(new Posting("DE1/7", "1", amount("119.00"), true));
    assertThat(ledger.totals().entries()).isEqualTo(1);
  }

  @Test
  void letsTheFirstEntryOfADocumentStandWhenTheRateHasChanged() {
    ledger.post(entry("DE1/7", "119.00"));

    assertThat(ledger.post(entry("DE1/7", "118.20"))).isEqualTo(new Posting("DE1/7", "1", amount("119.00"), true));
    assertThat(ledger.totals().debit()).isEqualByComparingTo("119.00");
  }

  @Test
  void refusesOtherContentUnderTheSameKeyAndGoesOn() {
    ledger.post(entry("DE1/7", "119.00"));

    assertThatExceptionOfType(LedgerRefusal.class).isThrownBy(() -> ledger.post(entry("DE1/7", "120.00", "Rent"))).withMessage(
        "key DE1/7 was posted before as entry 1 with other content: Invoice of Nordlicht, 119.00 in total; "
            + "this one says Rent, 120.00 in total");
    assertThat(ledger.find("DE1/7").orElseThrow().entry().total()).isEqualByComparingTo("119.00");
    assertThat(ledger.post(entry("DE1/8", "1")).reference()).isEqualTo("2");
  }

  @Test
  void sumsUpEveryAccount() {
    ledger.post(entry("a", "10.10"));
    ledger.post(entry("b", "0.05"));

    assertThat(ledger.totals()).isEqualTo(new LedgerTotals(2, amount("10.15"), amount("10.15"), List.of(
        new LedgerTotals.Account("1600", amount("0.00"), amount("10.15")),
        new LedgerTotals.Account("4000", amount("10.15"), amount("0.00")))));
  }

  @Test
  void keepsEntriesAfterARestart() {
    ledger.post(entry("DE1/7", "119.00"));
    ledger.close();
    open();

    assertThat(ledger.post(entry("DE1/7", "119.00")).repeated()).isTrue();
  }

  @Test
  void anEntryThatFailsHalfwayLeavesNothingBehind() throws SQLException {
    execute("CREATE TRIGGER broken BEFORE INSERT ON line WHEN NEW.position = 2 BEGIN SELECT raise(ABORT, 'disk on fire'); END");

    assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> ledger.post(entry("DE1/7", "119.00")))
        .withMessage("the ledger cannot post DE1/7");

    assertThat(ledger.totals()).isEqualTo(new LedgerTotals(0, amount("0.00"), amount("0.00"), List.of()));
    execute("DROP TRIGGER broken");
    assertThat(ledger.post(entry("DE1/7", "119.00")).repeated()).isFalse();
  }

  @Test
  void twoOpenLedgersOnOneFileTakeTurnsAndBookAKeyOnce() throws Exception {
    List<Future<Posting>> postings = new ArrayList<>();
    try (Ledger other = Ledger.open(database()); ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 40; i++) {
        LedgerEntry entry = entry("k" + i, "1.00");
        postings.add(threads.submit(() -> ledger.post(entry)));
        postings.add(threads.submit(() -> other.post(entry)));
      }
    }

    int repeated = 0;
    for (Future<Posting> posting : postings) {
      repeated += posting.get().repeated() ? 1 : 0;
    }
    assertThat(repeated).isEqualTo(40);
    assertThat(ledger.totals().entries()).isEqualTo(40);
    assertThat(ledger.totals().debit()).isEqualByComparingTo("40.00");
  }

  @Test
  void writesAhead() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
        Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery("PRAGMA journal_mode")) {
      assertThat(row.getString(1)).isEqualTo("wal");
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Path database() {
    return folder.resolve("books/ledger.db");
  }
}
