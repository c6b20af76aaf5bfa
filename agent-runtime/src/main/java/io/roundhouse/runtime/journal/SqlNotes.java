package io.roundhouse.runtime.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roundhouse.runtime.JournalException;
import io.roundhouse.runtime.Notes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Documents in the journal's database. Thread-safe. */
final class SqlNotes implements Notes {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Vertx vertx;
  private final JournalWorker writer;
  private final JournalWorker reader;

  SqlNotes(Vertx vertx, JournalWorker writer, JournalWorker reader) {
    this.vertx = vertx;
    this.writer = writer;
    this.reader = reader;
  }

  @Override
  public Future<Void> put(String shelf, String key, JsonNode document) {
    String body = document.toString();
    return writer.submit(vertx, connection -> {
      try (PreparedStatement insert = connection.prepareStatement("INSERT INTO note (shelf, name, body) VALUES (?, ?, ?)"
          + " ON CONFLICT (shelf, name) DO UPDATE SET body = excluded.body")) {
        insert.setString(1, shelf);
        insert.setString(2, key);
        insert.setString(3, body);
        return insert.executeUpdate();
      }
    }).mapEmpty();
  }

  @Override
  public Future<Optional<JsonNode>> get(String shelf, String key) {
    return reader.submit(vertx, connection -> {
      try (PreparedStatement select = connection.prepareStatement("SELECT body FROM note WHERE shelf = ? AND name = ?")) {
        select.setString(1, shelf);
        select.setString(2, key);
        try (ResultSet rows = select.executeQuery()) {
          return rows.next() ? Optional.of(parsed(rows.getString(1))) : Optional.empty();
        }
      }
    });
  }

  @Override
  public Future<SortedMap<String, JsonNode>> list(String shelf, String prefix, int limit) {
    return reader.submit(vertx, connection -> {
      try (PreparedStatement select = connection.prepareStatement(
          "SELECT name, body FROM note WHERE shelf = ? AND name >= ? AND name < ? ORDER BY name LIMIT ?")) {
        select.setString(1, shelf);
        select.setString(2, prefix);
        select.setString(3, prefix + Character.MAX_VALUE);
        select.setInt(4, limit);
        SortedMap<String, JsonNode> found = new TreeMap<>();
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            found.put(rows.getString(1), parsed(rows.getString(2)));
          }
        }
        return found;
      }
    });
  }

  @Override
  public Future<Boolean> remove(String shelf, String key) {
    return writer.submit(vertx, connection -> {
      try (PreparedStatement delete = connection.prepareStatement("DELETE FROM note WHERE shelf = ? AND name = ?")) {
        delete.setString(1, shelf);
        delete.setString(2, key);
        return delete.executeUpdate() > 0;
      }
    });
  }

  private static JsonNode parsed(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new JournalException("the journal holds a note that is not JSON", e);
    }
  }
}
