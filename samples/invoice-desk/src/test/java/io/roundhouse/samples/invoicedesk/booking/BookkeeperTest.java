package io.roundhouse.samples.invoicedesk.booking;

import static io.roundhouse.samples.invoicedesk.SampleInvoices.amount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.roundhouse.runtime.ToolException;
import io.roundhouse.samples.invoicedesk.SampleInvoices;
import io.roundhouse.samples.invoicedesk.ledger.LedgerEntry;
import io.roundhouse.samples.invoicedesk.ledger.LedgerLine;
import io.roundhouse.samples.invoicedesk.parse.Invoice;
import io.roundhouse.samples.invoicedesk.rates.Rate;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class BookkeeperTest {
  private final Bookkeeper bookkeeper = new Bookkeeper();

  @Test
  void booksCostAndTaxAgainstPayablesAndPrepayments() {
    LedgerEntry entry = bookkeeper.book(SampleInvoices.inEuro(), rate("EUR", BigDecimal.ONE));

    assertThat(entry).isEqualTo(new LedgerEntry("DE811234567/RDE-0001", "2026-09-30",
        "Invoice RDE-0001 of Nordlicht Gleisbau GmbH, 130.40 EUR", List.of(
            LedgerLine.debit(Bookkeeper.COST, amount("120.00")), LedgerLine.debit(Bookkeeper.INPUT_TAX, amount("20.40")),
            LedgerLine.credit(Bookkeeper.PREPAYMENTS, amount("10.00")), LedgerLine.credit(Bookkeeper.PAYABLES, amount("130.40")))));
  }

  @Test
  void aCreditNoteIsTheMirrorImage() {
    LedgerEntry entry = bookkeeper.book(SampleInvoices.invoice("EUR", Invoice.Kind.CREDIT_NOTE), rate("EUR", BigDecimal.ONE));

    assertThat(entry.text()).startsWith("Credit note RDE-0001 of");
    assertThat(entry.lines()).containsExactly(
        LedgerLine.credit(Bookkeeper.COST, amount("120.00")), LedgerLine.credit(Bookkeeper.INPUT_TAX, amount("20.40")),
        LedgerLine.debit(Bookkeeper.PREPAYMENTS, amount("10.00")), LedgerLine.debit(Bookkeeper.PAYABLES, amount("130.40")));
  }

  @Test
  void centsLostInConversionGoToAnAccountOfTheirOwn() {
    Invoice invoice = SampleInvoices.invoice("USD", Invoice.Kind.INVOICE);

    assertThat(bookkeeper.book(invoice, rate("USD", amount("0.9083"))).lines()).containsExactly(
        LedgerLine.debit(Bookkeeper.COST, amount("109.00")), LedgerLine.debit(Bookkeeper.INPUT_TAX, amount("18.53")),
        LedgerLine.credit(Bookkeeper.PREPAYMENTS, amount("9.08")), LedgerLine.credit(Bookkeeper.PAYABLES, amount("118.44")),
        LedgerLine.credit(Bookkeeper.ROUNDING, amount("0.01")));
    assertThat(bookkeeper.book(invoice, rate("USD", amount("0.9075"))).lines())
        .contains(LedgerLine.debit(Bookkeeper.ROUNDING, amount("0.01")));
    assertThat(bookkeeper.book(invoice, rate("USD", amount("0.9081"))).lines()).extracting(LedgerLine::account)
        .doesNotContain(Bookkeeper.ROUNDING);
  }

  @Test
  void refusesTheRateOfAnotherCurrency() {
    assertThatExceptionOfType(ToolException.class)
        .isThrownBy(() -> bookkeeper.book(SampleInvoices.inEuro(), rate("USD", BigDecimal.ONE)))
        .withMessage("invoice-001.xml: the rate leads from USD to EUR; expected one from EUR to EUR");
  }

  private static Rate rate(String from, BigDecimal rate) {
    return new Rate(from, "EUR", "2026-09-30", rate, "test");
  }
}
