package io.roundhouse.samples.invoicedesk.invoices;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** An invoice before it is written as XML: what its author decides. The sums follow from it. Immutable. */
record Draft(Supplier supplier, boolean credit, String number, LocalDate date, String currency, List<DraftLine> lines,
    BigDecimal prepaid, Optional<String> corrects, List<String> notes) {

  /** A position; {@code category} is a code of UNCL5305: S standard, Z zero rate, AE reverse charge. */
  record DraftLine(String item, String unit, BigDecimal quantity, BigDecimal price, String category, BigDecimal percent) {
    BigDecimal net(int decimals) {
      return quantity.multiply(price).setScale(decimals, RoundingMode.HALF_UP);
    }
  }

  Draft {
    lines = List.copyOf(lines);
    notes = List.copyOf(notes);
  }

  int decimals() {
    return supplier.decimals();
  }

  Draft withCurrency(String other) {
    return new Draft(supplier, credit, number, date, other, lines, prepaid, corrects, notes);
  }

  Draft withNotes(List<String> others) {
    return new Draft(supplier, credit, number, date, currency, lines, prepaid, corrects, others);
  }

  Draft withNumber(String other) {
    return new Draft(supplier, credit, other, date, currency, lines, prepaid, corrects, notes);
  }
}
