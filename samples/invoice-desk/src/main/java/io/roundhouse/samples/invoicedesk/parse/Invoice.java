package io.roundhouse.samples.invoicedesk.parse;

import java.math.BigDecimal;
import java.util.List;

/**
 * One supplier invoice or credit note as the file states it; nothing is computed. Amounts are in {@code currency} and positive
 * for both kinds. {@code issueDate} is an ISO date; {@code file} is the name in the inbox. Immutable.
 */
public record Invoice(String file, Kind kind, String supplierId, String supplierName, String number, String issueDate,
    String currency, List<Line> lines, List<TaxSubtotal> taxes, Totals totals) {

  public Invoice {
    lines = List.copyOf(lines);
    taxes = List.copyOf(taxes);
  }

  /** Returns what makes this document the only one of its kind: supplier and number. */
  public String key() {
    return keyOf(supplierId, number);
  }

  public static String keyOf(String supplierId, String number) {
    return supplierId + "/" + number;
  }

  /** Which way the money goes. */
  public enum Kind { INVOICE, CREDIT_NOTE }

  /** One position; {@code net} is quantity times price, rounded to the currency. */
  public record Line(String id, String name, BigDecimal quantity, BigDecimal price, BigDecimal net, String category,
      BigDecimal percent) {}

  /** The tax on everything that shares a category (S, Z, AE, ...) and a rate in percent. */
  public record TaxSubtotal(String category, BigDecimal percent, BigDecimal taxable, BigDecimal tax) {}

  /** The sums at the foot; allowances, charges, prepaid and rounding are zero where the file leaves them out. */
  public record Totals(BigDecimal lineExtension, BigDecimal allowances, BigDecimal charges, BigDecimal taxExclusive,
      BigDecimal tax, BigDecimal taxInclusive, BigDecimal prepaid, BigDecimal rounding, BigDecimal payable) {}
}
