package io.roundhouse.runtime.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunPage;
import io.roundhouse.runtime.RunQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What finds the runs of a caller again: their conversation, where they stand, and since when. */
final class RunIndex {

  static final Comparator<RunQuery.Place> NEWEST_FIRST =
      Comparator.comparing(RunQuery.Place::changedAt).thenComparing(place -> place.run().value()).reversed();

  private RunIndex() {}

  /** The conversation that a run belongs to; null for none. */
  static @Nullable String conversation(RunEvent.Accepted accepted) {
    JsonNode envelope = accepted.envelope();
    return envelope == null ? null : envelope.path(RunQuery.CONVERSATION).textValue();
  }

  static RunPage query(Connection connection, RunQuery query) throws SQLException {
    StringBuilder where = new StringBuilder(" FROM run WHERE caller = ? AND target = ? AND conversation IS NOT NULL");
    List<Object> values = new ArrayList<>(List.of(query.caller(), query.target()));
    if (query.conversation() != null) {
      where.append(" AND conversation = ?");
      values.add(query.conversation());
    }
    if (!query.phases().isEmpty()) {
      where.append(" AND phase IN (").append(String.join(", ", Collections.nCopies(query.phases().size(), "?"))).append(')');
      query.phases().forEach(phase -> values.add(phase.name()));
    }
    Instant since = query.changedSince();
    if (since != null) {
      where.append(" AND changed_at >= ?");
      values.add(JournalSql.micros(since));
    }
    long total;
    try (PreparedStatement count = prepared(connection, "SELECT COUNT(*)" + where, values); ResultSet rows = count.executeQuery()) {
      rows.next();
      total = rows.getLong(1);
    }
    RunQuery.Place before = query.before();
    if (before != null) {
      where.append(" AND (changed_at < ? OR (changed_at = ? AND id < ?))");
      long at = JournalSql.micros(before.changedAt());
      values.addAll(List.of(at, at, before.run().value()));
    }
    values.add(query.limit());
    String select = "SELECT id, changed_at" + where + " ORDER BY changed_at DESC, id DESC LIMIT ?";
    List<RunQuery.Place> found = new ArrayList<>();
    try (PreparedStatement list = prepared(connection, select, values); ResultSet rows = list.executeQuery()) {
      while (rows.next()) {
        found.add(new RunQuery.Place(JournalSql.instant(rows.getLong(2)), new RunId(rows.getString(1))));
      }
    }
    return new RunPage(found, total);
  }

  private static PreparedStatement prepared(Connection connection, String sql, List<Object> values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
    return statement;
  }
}
