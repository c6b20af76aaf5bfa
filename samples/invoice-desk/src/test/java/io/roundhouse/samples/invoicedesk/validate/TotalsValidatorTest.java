package io.roundhouse.samples.invoicedesk.validate;

import static io.roundhouse.samples.invoicedesk.SampleInvoices.amount;
import static io.roundhouse.samples.invoicedesk.SampleInvoices.withLinesAndTaxes;
import static io.roundhouse.samples.invoicedesk.SampleInvoices.withTotals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.roundhouse.runtime.ToolException;
import io.roundhouse.samples.invoicedesk.SampleInvoices;
import io.roundhouse.samples.invoicedesk.parse.Invoice;
import java.util.List;
import org.junit.jupiter.api.Test;

class TotalsValidatorTest {
  private final TotalsValidator validator = new TotalsValidator();
  private final Invoice sound = SampleInvoices.inEuro();

  @Test
  void acceptsAnInvoiceThatAddsUp() {
    CheckedTotals checked = validator.validate(sound);

    assertThat(checked).isEqualTo(new CheckedTotals("DE811234567/RDE-0001", 13, amount("130.40"), "EUR"));
  }

  @Test
  void saysEveryViolationWithItsNumbers() {
    Invoice broken = withTotals(sound, totals("130.00", "120.00", "20.00", "140.40", "131.00"));

    assertThatExceptionOfType(ToolException.class).isThrownBy(() -> validator.validate(broken)).withMessage(
        "invoice-001.xml: the amounts in EUR do not add up: "
            + "the sum of lines is 130.00, but what the lines add up to is 120.00; "
            + "the total before tax is 120.00, but lines minus allowances plus charges is 130.00; "
            + "the tax total is 20.00, but the sum of the taxes per rate is 20.40; "
            + "the total with tax is 140.40, but the total before tax plus tax is 140.00; "
            + "the payable amount is 131.00, but the total with tax minus prepaid plus rounding is 130.40");
  }

  @Test
  void recomputesEachLineAndTheTaxPerRate() {
    Invoice.Line line = new Invoice.Line("1", "Bolt", amount("3"), amount("0.335"), amount("1.00"), "S", amount("19"));
    Invoice.TaxSubtotal tax = new Invoice.TaxSubtotal("S", amount("19"), amount("1.00"), amount("0.20"));

    assertThat(validator.violations(withLinesAndTaxes(sound, List.of(line), List.of(tax)))).contains(
        "the amount of line 1 is 1.00, but 3 times 0.335 is 1.01",
        "the tax at S 19 % is 0.20, but 19 % of 1.00 is 0.19",
        "the total before tax is 120.00, but the sum of the taxable amounts is 1.00");
  }

  @Test
  void comparesWhatIsTaxableWithTheLinesOfThatRate() {
    Invoice.TaxSubtotal swapped = new Invoice.TaxSubtotal("S", amount("19"), amount("20.00"), amount("3.80"));

    assertThat(validator.violations(withLinesAndTaxes(sound, sound.lines(), List.of(swapped))))
        .contains("the amount taxable at S 19 % is 20.00, but the sum of its lines is 100.00");
  }

  @Test
  void allowancesAndChargesAreInTheTotalBeforeTax() {
    Invoice.Totals totals = new Invoice.Totals(amount("120.00"), amount("7.00"), amount("7.00"), amount("120.00"), amount("20.40"),
        amount("140.40"), amount("10.00"), amount("0"), amount("130.40"));

    assertThat(validator.violations(withTotals(sound, totals))).isEmpty();
  }

  @Test
  void roundsToTheDecimalsOfTheCurrency() {
    Invoice.Line line = new Invoice.Line("1", "Lamp", amount("1.5"), amount("333"), amount("500"), "S", amount("10"));
    Invoice.TaxSubtotal tax = new Invoice.TaxSubtotal("S", amount("10"), amount("500"), amount("50"));
    Invoice yen = withLinesAndTaxes(SampleInvoices.invoice("JPY", Invoice.Kind.INVOICE), List.of(line), List.of(tax));

    assertThat(validator.violations(withTotals(yen, totals("500", "500", "50", "550", "540")))).isEmpty();
    assertThat(validator.violations(withTotals(yen, totals("500", "500", "50", "550.5", "540.5"))))
        .contains("the payable amount is 540.5, but JPY has 0 decimals");
  }

  private static Invoice.Totals totals(String lines, String exclusive, String tax, String inclusive, String payable) {
    return new Invoice.Totals(amount(lines), amount("0"), amount("0"), amount(exclusive), amount(tax), amount(inclusive),
        amount("10.00"), amount("0"), amount(payable));
  }
}
