package io.roundhouse.runtime.journal;

import io.roundhouse.runtime.Acceptance;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.JournalException;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunPhase;
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

/** The statements of the journal; the same SQL runs on SQLite and PostgreSQL. Times are microseconds since 1970. */
final class JournalSql {

  private JournalSql() {}

  static Acceptance accept(Connection connection, JournalEntry first) throws SQLException {
    if (!(first.event() instanceof RunEvent.Accepted accepted)) {
      throw new JournalException("a run begins with 'accepted', found " + first.event());
    }
    if (accepted.key() != null) {
      giveUp(connection, accepted.key());
      Optional<RunId> known = byKey(connection, accepted.key());
      if (known.isPresent()) {
        return new Acceptance(known.get(), false);
      }
    }
    try (PreparedStatement insert = connection.prepareStatement(
        "INSERT INTO run (id, run_key, kind, target, caller, status, accepted_at, conversation, phase, changed_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, first.run().value());
      insert.setString(2, accepted.key());
      insert.setString(3, accepted.kind());
      insert.setString(4, accepted.target());
      insert.setString(5, accepted.caller());
      insert.setString(6, Status.RUNNING);
      insert.setLong(7, micros(first.at()));
      insert.setString(8, RunIndex.conversation(accepted));
      insert.setString(9, RunPhase.ACCEPTED.name());
      insert.setLong(10, micros(first.at()));
      insert.executeUpdate();
    }
    append(connection, List.of(first));
    return new Acceptance(first.run(), true);
  }

  /** A run that ended without having done its work does not keep its key. */
  private static void giveUp(Connection connection, String key) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(
        "UPDATE run SET run_key = NULL WHERE run_key = ? AND status NOT IN (?, ?)")) {
      update.setString(1, key);
      update.setString(2, Status.RUNNING);
      update.setString(3, Status.COMPLETED);
      update.executeUpdate();
    }
  }

  static void append(Connection connection, List<JournalEntry> entries) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO event (run_id, seq, at, body) VALUES (?, ?, ?, ?)")) {
      for (JournalEntry entry : entries) {
        insert.setString(1, entry.run().value());
        insert.setLong(2, entry.seq());
        insert.setLong(3, micros(entry.at()));
        insert.setString(4, EventCodec.write(entry.event()));
        insert.executeUpdate();
        if (entry.event() instanceof RunEvent.End end) {
          end(connection, entry, end);
        } else if (entry.seq() > 1) {
          RunIndex.move(connection, entry);
        }
      }
    }
  }

  private static void end(Connection connection, JournalEntry entry, RunEvent.End end) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE run SET status = ?, ended_at = ?, phase = ?, changed_at = ? WHERE id = ? AND status = ?")) {
      update.setString(1, Status.of(end));
      update.setLong(2, micros(entry.at()));
      update.setString(3, RunPhase.of(end).name());
      update.setLong(4, micros(entry.at()));
      update.setString(5, entry.run().value());
      update.setString(6, Status.RUNNING);
      if (update.executeUpdate() != 1) {
        throw new JournalException("run " + entry.run() + " has ended already");
      }
    }
  }

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
    try (PreparedStatement select = connection.prepareStatement("SELECT id FROM run WHERE run_key = ?")) {
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
