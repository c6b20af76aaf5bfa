package io.roundhouse.samples.invoicedesk.ledger;

import java.math.BigDecimal;
import java.util.List;

/** Ledger entries for tests. */
public final class Entries {
  private Entries() {}

  public static LedgerEntry entry(String key, String amount) {
    return entry(key, amount, "Invoice of Nordlicht");
  }

  public static LedgerEntry entry(String key, String amount, String text) {
    BigDecimal euro = new BigDecimal(amount);
    return new LedgerEntry(key, "2026-09-30", text,
        List.of(LedgerLine.debit("4000", euro), LedgerLine.credit("1600", euro)));
  }
}
