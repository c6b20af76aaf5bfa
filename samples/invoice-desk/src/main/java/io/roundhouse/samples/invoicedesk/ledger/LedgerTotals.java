package io.roundhouse.samples.invoicedesk.ledger;

import java.math.BigDecimal;
import java.util.List;

/** What the whole ledger says: the number of entries and the sums of each account, in euro, by account number. */
public record LedgerTotals(long entries, BigDecimal debit, BigDecimal credit, List<Account> accounts) {

  public LedgerTotals {
    accounts = List.copyOf(accounts);
  }

  /** The sums of one account. */
  public record Account(String account, BigDecimal debit, BigDecimal credit) {}
}
