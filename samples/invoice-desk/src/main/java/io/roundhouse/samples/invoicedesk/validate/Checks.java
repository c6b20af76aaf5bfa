package io.roundhouse.samples.invoicedesk.validate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Collects what does not hold, and counts what was looked at. Not thread-safe. */
final class Checks {
  private final List<String> violations = new ArrayList<>();
  private int made;

  /** Compares by value: 1.5 equals 1.50. */
  void equal(String what, BigDecimal found, String how, BigDecimal expected) {
    made++;
    if (found.compareTo(expected) != 0) {
      violations.add("%s is %s, but %s is %s".formatted(what, found.toPlainString(), how, expected.toPlainString()));
    }
  }

  void atMostDecimals(String what, BigDecimal found, int decimals, String currency) {
    made++;
    if (found.stripTrailingZeros().scale() > decimals) {
      violations.add("%s is %s, but %s has %d decimals".formatted(what, found.toPlainString(), currency, decimals));
    }
  }

  int made() {
    return made;
  }

  List<String> violations() {
    return List.copyOf(violations);
  }
}
