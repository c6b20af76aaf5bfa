package io.roundhouse.samples.invoicedesk.booking;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.tools.ToolEffect;
import io.roundhouse.samples.invoicedesk.ledger.LedgerEntry;
import io.roundhouse.samples.invoicedesk.ledger.LedgerLine;
import io.roundhouse.samples.invoicedesk.parse.Invoice;
import io.roundhouse.samples.invoicedesk.rates.Rate;
import io.roundhouse.toolgraph.Effect;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the entry of an invoice: cost and input tax against payables and prepayments, cents lost in conversion on an account of
 * their own; a credit note is the mirror image. Computes only. Stateless; safe to share.
 */
public final class Bookkeeper {
  static final String COST = "4000";
  static final String INPUT_TAX = "1570";
  static final String PREPAYMENTS = "1510";
  static final String PAYABLES = "1600";
  static final String ROUNDING = "4990";

  /**
   * Returns the entry that records {@code invoice}, its key being supplier and number.
   *
   * @throws ToolException as bad input if the rate does not lead from the currency of the invoice to euro
   */
  @Tool(name = "book", value = "Writes the ledger entry for an invoice, converted to euro.")
  @ToolEffect(Effect.PURE)
  public LedgerEntry book(@P("the parsed invoice") Invoice invoice, @P("the exchange rate from its currency to EUR") Rate rate) {
    if (!rate.from().equals(invoice.currency()) || !rate.to().equals("EUR")) {
      throw ToolException.badInput("%s: the rate leads from %s to %s; expected one from %s to EUR".formatted(invoice.file(), rate.from(),
          rate.to(), invoice.currency()));
    }
    Invoice.Totals totals = invoice.totals();
    List<LedgerLine> lines = new ArrayList<>();
    BigDecimal difference = BigDecimal.ZERO;
    difference = difference.add(debit(lines, COST, euro(totals.taxExclusive(), rate)));
    difference = difference.add(debit(lines, INPUT_TAX, euro(totals.tax(), rate)));
    difference = difference.add(debit(lines, PREPAYMENTS, euro(totals.prepaid(), rate).negate()));
    difference = difference.add(debit(lines, PAYABLES, euro(totals.payable(), rate).negate()));
    debit(lines, ROUNDING, difference.negate());
    boolean credit = invoice.kind() == Invoice.Kind.CREDIT_NOTE;
    String text = "%s %s of %s, %s %s".formatted(credit ? "Credit note" : "Invoice", invoice.number(), invoice.supplierName(),
        totals.payable().toPlainString(), invoice.currency());
    return new LedgerEntry(invoice.key(), invoice.issueDate(), text,
        credit ? lines.stream().map(LedgerLine::mirrored).toList() : lines);
  }

  /** Adds a line unless the amount is zero; a negative debit is a credit. Returns the amount. */
  private static BigDecimal debit(List<LedgerLine> lines, String account, BigDecimal amount) {
    if (amount.signum() > 0) {
      lines.add(LedgerLine.debit(account, amount));
    } else if (amount.signum() < 0) {
      lines.add(LedgerLine.credit(account, amount.negate()));
    }
    return amount;
  }

  private static BigDecimal euro(BigDecimal amount, Rate rate) {
    return amount.multiply(rate.rate()).setScale(2, RoundingMode.HALF_UP);
  }
}
