package io.roundhouse.samples.invoicedesk.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;

/**
 * A double-entry booking whose debits and credits balance. {@code key} is chosen by the sender and makes posting idempotent;
 * {@code date} is an ISO date. Two entries are equal if they book the same. Immutable.
 */
public record LedgerEntry(String key, String date, String text, List<LedgerLine> lines) {
  private static final int MAX_KEY = 200;

  public LedgerEntry {
    if (key.isBlank() || key.length() > MAX_KEY) {
      throw new LedgerRefusal("the key of an entry has %d characters; expected 1 to %d".formatted(key.length(), MAX_KEY));
    }
    try {
      date = LocalDate.parse(date).toString();
    } catch (DateTimeParseException malformed) {
      throw new LedgerRefusal("entry %s: date '%s'; expected an ISO date such as 2026-09-30".formatted(key, date));
    }
    lines = List.copyOf(lines);
    BigDecimal debit = sum(lines, LedgerLine::debit);
    BigDecimal credit = sum(lines, LedgerLine::credit);
    if (lines.isEmpty() || debit.compareTo(credit) != 0) {
      throw new LedgerRefusal("entry %s does not balance: debits are %s, credits are %s".formatted(key, debit, credit));
    }
  }

  /**
   * Returns whether both record the same document: key, date and text agree. The amounts in euro may differ, because a second
   * conversion may meet another rate; the entry that was there first stands.
   */
  public boolean isSameDocumentAs(LedgerEntry other) {
    return key.equals(other.key) && date.equals(other.date) && text.equals(other.text);
  }

  /** Returns the sum of the debits, which is the sum of the credits. */
  public BigDecimal total() {
    return sum(lines, LedgerLine::debit);
  }

  private static BigDecimal sum(List<LedgerLine> lines, Function<LedgerLine, BigDecimal> side) {
    return lines.stream().map(side).reduce(new BigDecimal("0.00"), BigDecimal::add);
  }
}
