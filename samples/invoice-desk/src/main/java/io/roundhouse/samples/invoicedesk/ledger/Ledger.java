package io.roundhouse.samples.invoicedesk.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.SQLiteConfig;

/**
 * A double-entry ledger in one SQLite file. What {@link #post} returned survives a crash of the process and of the machine.
 * Safe to share: calls take turns on one connection; several processes may open the same file.
 */
public final class Ledger implements AutoCloseable {
  private static final int BUSY_MILLIS = 5_000;

  private final ReentrantLock turn = new ReentrantLock();
  private final Connection connection;
  private final LedgerTables tables;

  private Ledger(Connection connection) {
    this.connection = connection;
    this.tables = new LedgerTables(connection);
  }

  /** Opens the ledger in {@code database}, making it if it is not there. */
  public static Ledger open(Path database) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    try {
      Files.createDirectories(database.toAbsolutePath().getParent());
      Ledger ledger = new Ledger(config.createConnection("jdbc:sqlite:" + database));
      ledger.tables.create();
      return ledger;
    } catch (SQLException | IOException failure) {
      throw cannot("open " + database, failure);
    }
  }

  /**
   * Books {@code entry} in one transaction. A document that was posted before is not booked again: its first entry stands, even if
   * this one was converted at another rate.
   *
   * @throws LedgerRefusal if another document has the same key
   */
  public Posting post(LedgerEntry entry) {
    return take("post " + entry.key(), () -> {
      connection.setAutoCommit(false);
      try {
        Optional<StoredEntry> earlier = tables.find(entry.key());
        if (earlier.isPresent()) {
          return again(entry, earlier.get());
        }
        long id = tables.insert(entry);
        connection.commit();
        return new Posting(entry.key(), Long.toString(id), entry.total(), false);
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    });
  }

  /** Returns the entry with this key, if it was posted. */
  public Optional<StoredEntry> find(String key) {
    return take("find " + key, () -> tables.find(key));
  }

  /** Returns the sums of all accounts; in a sound ledger debit equals credit. */
  public LedgerTotals totals() {
    return take("sum up", tables::totals);
  }

  @Override
  public void close() {
    take("close", () -> {
      connection.close();
      return true;
    });
  }

  private static Posting again(LedgerEntry entry, StoredEntry earlier) {
    if (!earlier.entry().isSameDocumentAs(entry)) {
      throw new LedgerRefusal("key %s was posted before as entry %d with other content: %s, %s in total; this one says %s, %s in total"
          .formatted(entry.key(), earlier.id(), earlier.entry().text(), earlier.entry().total(), entry.text(), entry.total()));
    }
    return new Posting(entry.key(), Long.toString(earlier.id()), earlier.entry().total(), true);
  }

  private <T> T take(String what, Work<T> work) {
    turn.lock();
    try {
      return work.run();
    } catch (SQLException failure) {
      throw cannot(what, failure);
    } finally {
      turn.unlock();
    }
  }

  private static UncheckedIOException cannot(String what, Exception failure) {
    return new UncheckedIOException("the ledger cannot " + what, new IOException(failure));
  }

  /** An entry as it is booked, with the number the ledger gave it. */
  public record StoredEntry(long id, LedgerEntry entry) {}

  @FunctionalInterface
  private interface Work<T> {
    T run() throws SQLException;
  }
}
