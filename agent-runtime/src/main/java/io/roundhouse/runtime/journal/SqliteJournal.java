package io.roundhouse.runtime.journal;

import io.roundhouse.runtime.Acceptance;
import io.roundhouse.runtime.Journal;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.JournalException;
import io.roundhouse.runtime.Notes;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunPage;
import io.roundhouse.runtime.RunQuery;
import io.roundhouse.runtime.RunSummary;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * A journal in one SQLite file. Thread-safe.
 *
 * <p>Write-ahead log with {@code synchronous=FULL}: an append is on the disk when its future succeeds. One writer thread commits all
 * appends that wait in one transaction (group commit), so the cost of a flush is shared. One process at a time may hold the file.
 */
public final class SqliteJournal implements Journal {

  private final Vertx vertx;
  private final JournalWorker writer;
  private final JournalWrites writes;
  private final JournalWorker reader;
  private final FileHold hold;

  private SqliteJournal(Vertx vertx, JournalWorker writer, JournalWrites writes, JournalWorker reader, FileHold hold) {
    this.vertx = vertx;
    this.writer = writer;
    this.writes = writes;
    this.reader = reader;
    this.hold = hold;
  }

  /**
   * Opens the file, creating it and its folder if needed, and brings its tables to this version. Blocks for that time, so call it
   * before any event loop depends on it.
   *
   * @throws JournalException if the file is not a journal, is in use by another process, or cannot be written
   */
  public static SqliteJournal open(Vertx vertx, Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      FileHold hold = FileHold.take(file.toAbsolutePath());
      try {
        SQLiteDataSource source = source(file);
        migrate(source);
        Connection writing = source.getConnection();
        JournalWorker writer = JournalWorker.start("roundhouse-journal-writer", writing);
        JournalWorker reader = JournalWorker.start("roundhouse-journal-reader", source.getConnection());
        return new SqliteJournal(vertx, writer, new JournalWrites(writing), reader, hold);
      } catch (SQLException | FlywayException e) {
        hold.close();
        throw e;
      }
    } catch (SQLException | FlywayException | IOException e) {
      throw new JournalException("journal '" + file + "' cannot be opened: " + e.getMessage(), e);
    }
  }

  private static SQLiteDataSource source(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(5_000);
    config.enforceForeignKeys(true);
    config.setGetGeneratedKeys(false);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    return source;
  }

  private static void migrate(SQLiteDataSource source) {
    Flyway.configure(SqliteJournal.class.getClassLoader())
        .dataSource(source)
        .locations("classpath:io/roundhouse/runtime/journal/migrations")
        .load()
        .migrate();
  }

  @Override
  public Future<Acceptance> accept(List<JournalEntry> opening) {
    return encoded(opening, rows -> writer.submit(vertx, connection -> writes.accept(rows)));
  }

  @Override
  public Future<Void> append(List<JournalEntry> entries) {
    return encoded(entries, rows -> writer.submit(vertx, connection -> {
      writes.append(rows);
      return true;
    }).mapEmpty());
  }

  private static <T> Future<T> encoded(List<JournalEntry> entries, Function<List<JournalRow>, Future<T>> writing) {
    List<JournalRow> rows;
    try {
      rows = JournalRow.of(entries);
    } catch (JournalException e) {
      return Future.failedFuture(e);
    }
    return writing.apply(rows);
  }

  @Override
  public Future<List<JournalEntry>> read(RunId run) {
    return reader.submit(vertx, connection -> JournalSql.read(connection, run));
  }

  @Override
  public Future<List<RunId>> unfinished() {
    return reader.submit(vertx, JournalSql::unfinished);
  }

  @Override
  public Future<Optional<RunId>> byKey(String key) {
    return reader.submit(vertx, connection -> JournalSql.byKey(connection, key));
  }

  @Override
  public Future<List<RunSummary>> latest(int limit) {
    return reader.submit(vertx, connection -> JournalSql.latest(connection, limit, null));
  }

  @Override
  public Future<List<RunSummary>> latest(int limit, String caller) {
    return reader.submit(vertx, connection -> JournalSql.latest(connection, limit, caller));
  }

  @Override
  public Future<RunPage> query(RunQuery query) {
    return reader.submit(vertx, connection -> RunIndex.query(connection, query));
  }

  @Override
  public Notes notes() {
    return new SqlNotes(vertx, writer, reader);
  }

  @Override
  public Future<Void> close() {
    return writer.close(vertx).compose(done -> reader.close(vertx)).compose(done -> {
      try {
        hold.close();
        return Future.succeededFuture();
      } catch (IOException e) {
        return Future.failedFuture(new JournalException("the journal's lock could not be freed: " + e.getMessage(), e));
      }
    });
  }
}
