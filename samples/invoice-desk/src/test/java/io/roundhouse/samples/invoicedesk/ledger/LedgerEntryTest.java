package io.roundhouse.samples.invoicedesk.ledger;

import static io.roundhouse.samples.invoicedesk.SampleInvoices.amount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerEntryTest {
  @Test
  void anEntryMustBalance() {
    List<LedgerLine> lines = List.of(LedgerLine.debit("4000", amount("100")), LedgerLine.credit("1600", amount("99.99")));

    assertThatExceptionOfType(LedgerRefusal.class).isThrownBy(() -> new LedgerEntry("k", "2026-09-30", "t", lines))
        .withMessage("entry k does not balance: debits are 100.00, credits are 99.99");
    assertThatExceptionOfType(LedgerRefusal.class).isThrownBy(() -> new LedgerEntry("k", "2026-09-30", "t", List.of()))
        .withMessage("entry k does not balance: debits are 0.00, credits are 0.00");
  }

  @Test
  void entriesThatBookTheSameAreEqualHoweverTheAmountIsWritten() {
    assertThat(Entries.entry("k", "5")).isEqualTo(Entries.entry("k", "5.00")).isNotEqualTo(Entries.entry("k", "5.01"));
  }

  @Test
  void aLineHasOneSideInWholeCents() {
    assertThatExceptionOfType(LedgerRefusal.class).isThrownBy(() -> new LedgerLine("4000", amount("1"), amount("1")))
        .withMessage("account 4000: debit 1.00 and credit 1.00; expected one of them to be positive and the other zero");
    assertThatExceptionOfType(LedgerRefusal.class).isThrownBy(() -> new LedgerLine("4000", amount("0"), amount("0")));
    assertThatExceptionOfType(LedgerRefusal.class).isThrownBy(() -> LedgerLine.debit("4000", amount("0.001")))
        .withMessage("account 4000: amount 0.001; expected at least 0, at most 13 digits and two decimals");
    assertThatExceptionOfType(LedgerRefusal.class).isThrownBy(() -> LedgerLine.debit("4000", amount("-1")));
    assertThatExceptionOfType(LedgerRefusal.class).isThrownBy(() -> LedgerLine.debit("4000", amount("1e20")));
    assertThatExceptionOfType(LedgerRefusal.class).isThrownBy(() -> LedgerLine.debit("40", amount("1")))
        .withMessage("account '40' does not exist; expected four digits");
  }

  @Test
  void refusesABlankKeyAndAMalformedDate() {
    List<LedgerLine> lines = Entries.entry("k", "1").lines();

    assertThatExceptionOfType(LedgerRefusal.class).isThrownBy(() -> new LedgerEntry(" ", "2026-09-30", "t", lines))
        .withMessage("the key of an entry has 1 characters; expected 1 to 200");
    assertThatExceptionOfType(LedgerRefusal.class).isThrownBy(() -> new LedgerEntry("k", "30.9.2026", "t", lines))
        .withMessage("entry k: date '30.9.2026'; expected an ISO date such as 2026-09-30");
  }
}
