package io.roundhouse.samples.invoicedesk.ledger;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The SQL of the ledger; amounts are stored as whole cents. Transactions are the caller's. Not thread-safe. */
record LedgerTables(Connection connection) {
  private static final String ENTRY = """
      CREATE TABLE IF NOT EXISTS entry (
        id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, date TEXT NOT NULL, text TEXT NOT NULL) STRICT""";
  private static final String LINE = """
      CREATE TABLE IF NOT EXISTS line (
        entry INTEGER NOT NULL REFERENCES entry (id), position INTEGER NOT NULL, account TEXT NOT NULL,
        debit INTEGER NOT NULL CHECK (debit >= 0), credit INTEGER NOT NULL CHECK (credit >= 0),
        PRIMARY KEY (entry, position)) STRICT""";
  private static final String SUMS = "SELECT account, sum(debit), sum(credit) FROM line GROUP BY account ORDER BY account";

  void create() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(ENTRY);
      statement.execute(LINE);
    }
  }

  long insert(LedgerEntry entry) throws SQLException {
    long id = insertHead(entry);
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO line VALUES (?, ?, ?, ?, ?)")) {
      int position = 1;
      for (LedgerLine line : entry.lines()) {
        insert.setLong(1, id);
        insert.setInt(2, position++);
        insert.setString(3, line.account());
        insert.setLong(4, cents(line.debit()));
        insert.setLong(5, cents(line.credit()));
        insert.executeUpdate();
      }
    }
    return id;
  }

  Optional<Ledger.StoredEntry> find(String key) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("SELECT id, date, text FROM entry WHERE key = ?")) {
      query.setString(1, key);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        long id = row.getLong(1);
        return Optional.of(new Ledger.StoredEntry(id, new LedgerEntry(key, row.getString(2), row.getString(3), lines(id))));
      }
    }
  }

  LedgerTotals totals() throws SQLException {
    List<LedgerTotals.Account> accounts = new ArrayList<>();
    BigDecimal debit = euro(0);
    BigDecimal credit = euro(0);
    try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(SUMS)) {
      while (rows.next()) {
        LedgerTotals.Account account = new LedgerTotals.Account(rows.getString(1), euro(rows.getLong(2)), euro(rows.getLong(3)));
        accounts.add(account);
        debit = debit.add(account.debit());
        credit = credit.add(account.credit());
      }
    }
    return new LedgerTotals(entries(), debit, credit, accounts);
  }

  private long insertHead(LedgerEntry entry) throws SQLException {
    String sql = "INSERT INTO entry (key, date, text) VALUES (?, ?, ?) RETURNING id";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, entry.key());
      insert.setString(2, entry.date());
      insert.setString(3, entry.text());
      try (ResultSet row = insert.executeQuery()) {
        return row.getLong(1);
      }
    }
  }

  private List<LedgerLine> lines(long id) throws SQLException {
    List<LedgerLine> lines = new ArrayList<>();
    String sql = "SELECT account, debit, credit FROM line WHERE entry = ? ORDER BY position";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setLong(1, id);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          lines.add(new LedgerLine(rows.getString(1), euro(rows.getLong(2)), euro(rows.getLong(3))));
        }
      }
    }
    return lines;
  }

  private long entries() throws SQLException {
    try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery("SELECT count(*) FROM entry")) {
      return row.getLong(1);
    }
  }

  private static long cents(BigDecimal euro) {
    return euro.movePointRight(2).longValueExact();
  }

  private static BigDecimal euro(long cents) {
    return BigDecimal.valueOf(cents, 2);
  }
}
