package io.roundhouse.samples.invoicedesk.validate;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.tools.ToolEffect;
import io.roundhouse.samples.invoicedesk.parse.Invoice;
import io.roundhouse.toolgraph.Effect;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.function.Function;

/**
 * Recomputes every sum of an invoice and compares exactly; tax is rounded half up per rate, as UBL has it. A currency that does
 * not exist is not noticed here: its amounts are taken to have two decimals. Stateless; safe to share.
 */
public final class TotalsValidator {
  private static final int USUAL_DECIMALS = 2;

  /**
   * Returns how many comparisons held, if all did.
   *
   * @throws ToolException as bad input with every violation and its numbers, if at least one did not
   */
  @Tool(name = "validate", value = "Checks that the lines, taxes and totals of an invoice add up.")
  @ToolEffect(Effect.PURE)
  public CheckedTotals validate(@P("the parsed invoice") Invoice invoice) {
    Checks checks = check(invoice);
    if (!checks.violations().isEmpty()) {
      throw ToolException.badInput("%s: the amounts in %s do not add up: %s".formatted(invoice.file(), invoice.currency(),
          String.join("; ", checks.violations())));
    }
    return new CheckedTotals(invoice.key(), checks.made(), invoice.totals().payable(), invoice.currency());
  }

  /** Returns one sentence per violation; empty if the amounts add up. */
  public List<String> violations(Invoice invoice) {
    return check(invoice).violations();
  }

  private static Checks check(Invoice invoice) {
    Checks checks = new Checks();
    int decimals = decimalsOf(invoice.currency());
    for (Invoice.Line line : invoice.lines()) {
      line(checks, line, decimals);
    }
    for (Invoice.TaxSubtotal subtotal : invoice.taxes()) {
      tax(checks, subtotal, decimals);
      if (!hasDocumentLevelCharges(invoice.totals())) {
        checks.equal("the amount taxable at %s".formatted(rate(subtotal)), subtotal.taxable(), "the sum of its lines",
            sum(invoice.lines().stream().filter(line -> taxedAs(line, subtotal)).toList(), Invoice.Line::net));
      }
    }
    totals(checks, invoice);
    checks.atMostDecimals("the payable amount", invoice.totals().payable(), decimals, invoice.currency());
    return checks;
  }

  private static void line(Checks checks, Invoice.Line line, int decimals) {
    checks.equal("the amount of line " + line.id(), line.net(),
        "%s times %s".formatted(line.quantity().toPlainString(), line.price().toPlainString()),
        line.quantity().multiply(line.price()).setScale(decimals, RoundingMode.HALF_UP));
  }

  private static void tax(Checks checks, Invoice.TaxSubtotal subtotal, int decimals) {
    checks.equal("the tax at %s".formatted(rate(subtotal)), subtotal.tax(),
        "%s %% of %s".formatted(subtotal.percent().toPlainString(), subtotal.taxable().toPlainString()),
        subtotal.taxable().multiply(subtotal.percent()).movePointLeft(2).setScale(decimals, RoundingMode.HALF_UP));
  }

  private static void totals(Checks checks, Invoice invoice) {
    Invoice.Totals totals = invoice.totals();
    checks.equal("the sum of lines", totals.lineExtension(), "what the lines add up to", sum(invoice.lines(), Invoice.Line::net));
    checks.equal("the total before tax", totals.taxExclusive(), "lines minus allowances plus charges",
        totals.lineExtension().subtract(totals.allowances()).add(totals.charges()));
    checks.equal("the total before tax", totals.taxExclusive(), "the sum of the taxable amounts",
        sum(invoice.taxes(), Invoice.TaxSubtotal::taxable));
    checks.equal("the tax total", totals.tax(), "the sum of the taxes per rate", sum(invoice.taxes(), Invoice.TaxSubtotal::tax));
    checks.equal("the total with tax", totals.taxInclusive(), "the total before tax plus tax", totals.taxExclusive().add(totals.tax()));
    checks.equal("the payable amount", totals.payable(), "the total with tax minus prepaid plus rounding",
        totals.taxInclusive().subtract(totals.prepaid()).add(totals.rounding()));
  }

  private static boolean hasDocumentLevelCharges(Invoice.Totals totals) {
    return totals.allowances().signum() != 0 || totals.charges().signum() != 0;
  }

  private static boolean taxedAs(Invoice.Line line, Invoice.TaxSubtotal subtotal) {
    return line.category().equals(subtotal.category()) && line.percent().compareTo(subtotal.percent()) == 0;
  }

  private static String rate(Invoice.TaxSubtotal subtotal) {
    return "%s %s %%".formatted(subtotal.category(), subtotal.percent().toPlainString());
  }

  private static <T> BigDecimal sum(Collection<T> parts, Function<T, BigDecimal> amount) {
    return parts.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static int decimalsOf(String code) {
    return Currency.getAvailableCurrencies().stream().filter(currency -> currency.getCurrencyCode().equals(code))
        .mapToInt(Currency::getDefaultFractionDigits).filter(digits -> digits >= 0).findFirst().orElse(USUAL_DECIMALS);
  }
}
