package io.roundhouse.runtime.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.JournalException;
import io.roundhouse.runtime.RunId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.sqlite.SQLiteConfig;

/**
 * Reads the file of a {@link SqliteJournal} without holding it, also while a server writes to it: for training and reports. Blocks; not
 * thread-safe.
 */
public final class JournalFile implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Connection connection;

  private JournalFile(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /**
   * Opens a file for reading.
   *
   * @throws JournalException if it is not there or cannot be read
   */
  public static JournalFile open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new JournalException("there is no journal '" + file + "'");
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(5_000);
    try {
      return new JournalFile(file, config.createConnection("jdbc:sqlite:" + file.toAbsolutePath()));
    } catch (SQLException e) {
      throw unreadable(file, e);
    }
  }

  /** Shows the log of every run, oldest first; of each run what was recorded when its turn came. */
  public void forEachRun(Consumer<List<JournalEntry>> reader) {
    try {
      List<RunId> runs = new ArrayList<>();
      try (PreparedStatement select = connection.prepareStatement("SELECT id FROM run ORDER BY accepted_at, id");
          ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          runs.add(new RunId(rows.getString(1)));
        }
      }
      for (RunId run : runs) {
        reader.accept(JournalSql.read(connection, run));
      }
    } catch (SQLException e) {
      throw unreadable(file, e);
    }
  }

  /** Returns the notes on a shelf by key. */
  public Map<String, JsonNode> notes(String shelf) {
    Map<String, JsonNode> notes = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement("SELECT name, body FROM note WHERE shelf = ?")) {
      select.setString(1, shelf);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          notes.put(rows.getString(1), JSON.readTree(rows.getString(2)));
        }
      }
      return notes;
    } catch (SQLException e) {
      throw unreadable(file, e);
    } catch (JsonProcessingException e) {
      throw new JournalException("journal '" + file + "' holds a note that is not JSON", e);
    }
  }

  private static JournalException unreadable(Path file, SQLException cause) {
    return new JournalException("journal '" + file + "' cannot be read: " + cause.getMessage(), cause);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw unreadable(file, e);
    }
  }
}
