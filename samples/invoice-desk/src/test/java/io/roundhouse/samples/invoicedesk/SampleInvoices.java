package io.roundhouse.samples.invoicedesk;

import io.roundhouse.samples.invoicedesk.parse.Invoice;
import java.math.BigDecimal;
import java.util.List;

/** Small invoices that add up, for tests that do not care where an invoice comes from. */
public final class SampleInvoices {
  private SampleInvoices() {}

  /** Two lines at 19 % and 7 %, 10.00 paid in advance: 119.00 + 21.40 - 10.00 = 130.40 EUR. */
  public static Invoice inEuro() {
    return invoice("EUR", Invoice.Kind.INVOICE);
  }

  public static Invoice invoice(String currency, Invoice.Kind kind) {
    return new Invoice("invoice-001.xml", kind, "DE811234567", "Nordlicht Gleisbau GmbH", "RDE-0001", "2026-09-30", currency,
        List.of(new Invoice.Line("1", "Rail clamp", amount("4"), amount("25.00"), amount("100.00"), "S", amount("19")),
            new Invoice.Line("2", "Bread", amount("8"), amount("2.50"), amount("20.00"), "S", amount("7"))),
        List.of(new Invoice.TaxSubtotal("S", amount("19"), amount("100.00"), amount("19.00")),
            new Invoice.TaxSubtotal("S", amount("7"), amount("20.00"), amount("1.40"))),
        new Invoice.Totals(amount("120.00"), amount("0"), amount("0"), amount("120.00"), amount("20.40"), amount("140.40"),
            amount("10.00"), amount("0"), amount("130.40")));
  }

  public static Invoice withTotals(Invoice invoice, Invoice.Totals totals) {
    return new Invoice(invoice.file(), invoice.kind(), invoice.supplierId(), invoice.supplierName(), invoice.number(),
        invoice.issueDate(), invoice.currency(), invoice.lines(), invoice.taxes(), totals);
  }

  public static Invoice withLinesAndTaxes(Invoice invoice, List<Invoice.Line> lines, List<Invoice.TaxSubtotal> taxes) {
    return new Invoice(invoice.file(), invoice.kind(), invoice.supplierId(), invoice.supplierName(), invoice.number(),
        invoice.issueDate(), invoice.currency(), lines, taxes, invoice.totals());
  }

  public static BigDecimal amount(String text) {
    return new BigDecimal(text);
  }
}
