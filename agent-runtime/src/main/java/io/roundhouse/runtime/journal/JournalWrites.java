package io.roundhouse.runtime.journal;

import io.roundhouse.runtime.Acceptance;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.JournalException;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunPhase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is written about runs, over one connection. Statements are compiled once and kept as long as the connection, since compiling one
 * takes longer than running it. For the connection's thread only.
 */
final class JournalWrites {

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  JournalWrites(Connection connection) {
    this.connection = connection;
  }

  Acceptance accept(List<JournalRow> opening) throws SQLException {
    JournalEntry first = opening.getFirst().entry();
    if (!(first.event() instanceof RunEvent.Accepted accepted)) {
      throw new JournalException("a run begins with 'accepted', found " + first.event());
    }
    if (accepted.key() != null) {
      giveUp(accepted.key());
      Optional<RunId> known = byKey(accepted.key());
      if (known.isPresent()) {
        return new Acceptance(known.get(), false);
      }
    }
    PreparedStatement insert = statement(
        "INSERT INTO run (id, run_key, kind, target, caller, status, accepted_at, conversation, phase, changed_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insert.setString(1, first.run().value());
    insert.setString(2, accepted.key());
    insert.setString(3, accepted.kind());
    insert.setString(4, accepted.target());
    insert.setString(5, accepted.caller());
    insert.setString(6, Status.RUNNING);
    insert.setLong(7, JournalSql.micros(first.at()));
    insert.setString(8, RunIndex.conversation(accepted));
    insert.setString(9, RunPhase.ACCEPTED.name());
    insert.setLong(10, JournalSql.micros(first.at()));
    insert.executeUpdate();
    insert(opening.getFirst());
    append(opening.subList(1, opening.size()));
    return new Acceptance(first.run(), true);
  }

  /** Inserts the rows, and tells the run where it stands after the last of them. */
  void append(List<JournalRow> rows) throws SQLException {
    JournalEntry before = null;
    JournalEntry moved = null;
    for (JournalRow row : rows) {
      JournalEntry entry = row.entry();
      if (before == null || !before.run().equals(entry.run())) {
        move(moved);
        moved = null;
        requirePredecessor(entry);
      } else if (before.seq() + 1 != entry.seq()) {
        throw missing(entry);
      }
      insert(row);
      moved = RunPhase.from(entry).isPresent() ? entry : moved;
      before = entry;
    }
    move(moved);
  }

  private void insert(JournalRow row) throws SQLException {
    PreparedStatement insert = statement("INSERT INTO event (run_id, seq, at, body) VALUES (?, ?, ?, ?)");
    insert.setString(1, row.entry().run().value());
    insert.setLong(2, row.entry().seq());
    insert.setLong(3, JournalSql.micros(row.entry().at()));
    insert.setString(4, row.body());
    insert.executeUpdate();
  }

  private void requirePredecessor(JournalEntry entry) throws SQLException {
    PreparedStatement select = statement("SELECT 1 FROM event WHERE run_id = ? AND seq = ?");
    select.setString(1, entry.run().value());
    select.setLong(2, entry.seq() - 1);
    try (ResultSet rows = select.executeQuery()) {
      if (!rows.next()) {
        throw missing(entry);
      }
    }
  }

  private static JournalException missing(JournalEntry entry) {
    return new JournalException("run " + entry.run() + " does not take entry " + entry.seq() + ": the one before it is missing");
  }

  /** A run that ended without having done its work does not keep its key. */
  private void giveUp(String key) throws SQLException {
    PreparedStatement update = statement("UPDATE run SET run_key = NULL WHERE run_key = ? AND status NOT IN (?, ?)");
    update.setString(1, key);
    update.setString(2, Status.RUNNING);
    update.setString(3, Status.COMPLETED);
    update.executeUpdate();
  }

  private Optional<RunId> byKey(String key) throws SQLException {
    PreparedStatement select = statement(JournalSql.BY_KEY);
    select.setString(1, key);
    try (ResultSet rows = select.executeQuery()) {
      return rows.next() ? Optional.of(new RunId(rows.getString(1))) : Optional.empty();
    }
  }

  private void end(JournalEntry entry, RunEvent.End end) throws SQLException {
    PreparedStatement update =
        statement("UPDATE run SET status = ?, ended_at = ?, phase = ?, changed_at = ? WHERE id = ? AND status = ?");
    update.setString(1, Status.of(end));
    update.setLong(2, JournalSql.micros(entry.at()));
    update.setString(3, RunPhase.of(end).name());
    update.setLong(4, JournalSql.micros(entry.at()));
    update.setString(5, entry.run().value());
    update.setString(6, Status.RUNNING);
    if (update.executeUpdate() != 1) {
      throw new JournalException("run " + entry.run() + " has ended already");
    }
  }

  private void move(@Nullable JournalEntry entry) throws SQLException {
    if (entry == null) {
      return;
    }
    if (entry.event() instanceof RunEvent.End end) {
      end(entry, end);
      return;
    }
    PreparedStatement update = statement("UPDATE run SET phase = ?, changed_at = ? WHERE id = ?");
    update.setString(1, RunPhase.from(entry).orElseThrow().name());
    update.setLong(2, JournalSql.micros(entry.at()));
    update.setString(3, entry.run().value());
    update.executeUpdate();
  }

  private PreparedStatement statement(String sql) throws SQLException {
    PreparedStatement known = statements.get(sql);
    if (known == null) {
      known = connection.prepareStatement(sql);
      statements.put(sql, known);
    }
    return known;
  }
}
