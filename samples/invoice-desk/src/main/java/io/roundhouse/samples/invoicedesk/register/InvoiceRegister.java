package io.roundhouse.samples.invoicedesk.register;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.tools.ToolEffect;
import io.roundhouse.samples.invoicedesk.parse.Invoice;
import io.roundhouse.toolgraph.Effect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.SQLiteConfig;

/**
 * Gives each invoice number of a supplier to one file. Claims are on disk when a method returns. Safe to share: calls take
 * turns on one connection.
 */
public final class InvoiceRegister implements AutoCloseable {
  private static final int BUSY_MILLIS = 5_000;
  private static final String TABLE = """
      CREATE TABLE IF NOT EXISTS claim (
        supplier TEXT NOT NULL, number TEXT NOT NULL, file TEXT NOT NULL, PRIMARY KEY (supplier, number)) STRICT""";
  /** Claims, or leaves the claim as it is, and returns the holder: one statement, so that nothing can come in between. */
  private static final String CLAIM = """
      INSERT INTO claim (supplier, number, file) VALUES (?, ?, ?)
      ON CONFLICT (supplier, number) DO UPDATE SET file = file RETURNING file""";
  private static final String RELEASE = "DELETE FROM claim WHERE supplier = ? AND number = ? AND file = ?";

  private final ReentrantLock turn = new ReentrantLock();
  private final Connection connection;

  /** Opens the register in {@code database}, making it if it is not there. */
  public InvoiceRegister(Path database) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    try {
      Files.createDirectories(database.toAbsolutePath().getParent());
      connection = config.createConnection("jdbc:sqlite:" + database);
      try (Statement statement = connection.createStatement()) {
        statement.execute(TABLE);
      }
    } catch (SQLException | IOException failure) {
      throw cannot("open " + database, failure);
    }
  }

  /**
   * Claims the number for {@code file}; claiming it again for the same file changes nothing.
   *
   * @throws ToolException as bad input if another file holds the claim; the message names that file
   */
  @Tool(name = "claim", value = "Claims an invoice number for one file, so that no number is processed twice.")
  @ToolEffect(Effect.COMPENSATABLE)
  public Claim claim(@P("tax number of the supplier") String supplier, @P("number of the invoice") String number,
      @P("name of the file in the inbox") String file) {
    turn.lock();
    try {
      String holder = holderAfterClaim(supplier, number, file);
      if (!holder.equals(file)) {
        throw ToolException.badInput("%s: number %s of supplier %s was claimed by %s before; expected a number of its own".formatted(
            file, number, supplier, holder));
      }
      return new Claim(Invoice.keyOf(supplier, number), file);
    } catch (SQLException failure) {
      throw cannot("claim %s for %s".formatted(number, file), failure);
    } finally {
      turn.unlock();
    }
  }

  /** Takes a claim back if {@code file} holds it; otherwise does nothing. The undo of {@link #claim}. */
  @Tool(name = "release", value = "Takes back the claim of a file on an invoice number.")
  @ToolEffect(Effect.IDEMPOTENT)
  public Release release(@P("tax number of the supplier") String supplier, @P("number of the invoice") String number,
      @P("name of the file in the inbox") String file) {
    turn.lock();
    try (PreparedStatement release = prepare(RELEASE, supplier, number, file)) {
      return new Release(Invoice.keyOf(supplier, number), file, release.executeUpdate() == 1);
    } catch (SQLException failure) {
      throw cannot("release %s from %s".formatted(number, file), failure);
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void close() {
    turn.lock();
    try {
      connection.close();
    } catch (SQLException failure) {
      throw cannot("close", failure);
    } finally {
      turn.unlock();
    }
  }

  private String holderAfterClaim(String supplier, String number, String file) throws SQLException {
    try (PreparedStatement claim = prepare(CLAIM, supplier, number, file); ResultSet rows = claim.executeQuery()) {
      String holder = rows.getString(1);
      rows.next(); // SQLite commits when the statement has run to its end, and says so only here if it cannot.
      return holder;
    }
  }

  private PreparedStatement prepare(String sql, String... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setString(i + 1, values[i]);
    }
    return statement;
  }

  private static UncheckedIOException cannot(String what, Exception failure) {
    return new UncheckedIOException("the invoice register cannot " + what, new IOException(failure));
  }
}
