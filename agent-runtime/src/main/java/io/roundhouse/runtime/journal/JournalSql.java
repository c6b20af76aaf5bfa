package io.roundhouse.runtime.journal;

import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunSummary;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is read from the journal; the same SQL runs on SQLite and PostgreSQL. Times are microseconds since 1970. */
final class JournalSql {

  static final String BY_KEY = "SELECT id FROM run WHERE run_key = ?";

  private JournalSql() {}

  static List<JournalEntry> read(Connection connection, RunId run) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT seq, at, body FROM event WHERE run_id = ? ORDER BY seq")) {
      select.setString(1, run.value());
      List<JournalEntry> entries = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          entries.add(new JournalEntry(run, rows.getLong(1), instant(rows.getLong(2)), EventCodec.read(rows.getString(3))));
        }
      }
      return entries;
    }
  }

  static List<RunId> unfinished(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT id FROM run WHERE status = ? ORDER BY accepted_at, id")) {
      select.setString(1, Status.RUNNING);
      List<RunId> ids = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ids.add(new RunId(rows.getString(1)));
        }
      }
      return ids;
    }
  }

  static Optional<RunId> byKey(Connection connection, String key) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(BY_KEY)) {
      select.setString(1, key);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? Optional.of(new RunId(rows.getString(1))) : Optional.empty();
      }
    }
  }

  static List<RunSummary> latest(Connection connection, int limit, @Nullable String caller) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(
        "SELECT id, kind, target, run_key, status, accepted_at, ended_at FROM run " + (caller == null ? "" : "WHERE caller = ? ")
            + "ORDER BY accepted_at DESC, id LIMIT ?")) {
      if (caller != null) {
        select.setString(1, caller);
      }
      select.setInt(caller == null ? 1 : 2, limit);
      List<RunSummary> found = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          long ended = rows.getLong(7);
          Instant endedAt = rows.wasNull() ? null : instant(ended);
          found.add(new RunSummary(
              new RunId(rows.getString(1)),
              rows.getString(2),
              rows.getString(3),
              rows.getString(4),
              rows.getString(5),
              instant(rows.getLong(6)),
              endedAt));
        }
      }
      return found;
    }
  }

  static long micros(Instant at) {
    return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1_000);
  }

  static Instant instant(long micros) {
    return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
  }
}
