package io.roundhouse.samples.invoicedesk.invoices;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;

/** The foot of an invoice, computed from a draft with the rounding of its currency. Immutable. */
record Sums(List<Subtotal> subtotals, BigDecimal net, BigDecimal tax, BigDecimal gross, BigDecimal rounding, BigDecimal payable) {

  /** The tax of all lines that share a category and a rate. */
  record Subtotal(String category, BigDecimal percent, BigDecimal taxable, BigDecimal tax) {}

  private static final BigDecimal TWENTY = new BigDecimal("20");

  static Sums of(Draft draft) {
    int decimals = draft.decimals();
    List<Subtotal> subtotals = draft.lines().stream()
        .map(line -> new Subtotal(line.category(), line.percent(), BigDecimal.ZERO, BigDecimal.ZERO)).distinct()
        .sorted(Comparator.comparing(Subtotal::percent).reversed().thenComparing(Subtotal::category))
        .map(subtotal -> sum(draft, subtotal, decimals)).toList();
    BigDecimal net = total(subtotals.stream().map(Subtotal::taxable).toList(), decimals);
    BigDecimal tax = total(subtotals.stream().map(Subtotal::tax).toList(), decimals);
    BigDecimal gross = net.add(tax);
    BigDecimal rounding = draft.currency().equals("CHF") ? toFiveRappen(gross).subtract(gross) : BigDecimal.ZERO.setScale(decimals);
    return new Sums(subtotals, net, tax, gross, rounding, gross.subtract(draft.prepaid()).add(rounding));
  }

  Sums withNet(BigDecimal other) {
    return new Sums(subtotals, other, tax, gross, rounding, payable);
  }

  Sums withTax(BigDecimal other) {
    return new Sums(subtotals, net, other, gross, rounding, payable);
  }

  private static Subtotal sum(Draft draft, Subtotal key, int decimals) {
    BigDecimal taxable = total(draft.lines().stream()
        .filter(line -> line.category().equals(key.category()) && line.percent().compareTo(key.percent()) == 0)
        .map(line -> line.net(decimals)).toList(), decimals);
    BigDecimal tax = taxable.multiply(key.percent()).movePointLeft(2).setScale(decimals, RoundingMode.HALF_UP);
    return new Subtotal(key.category(), key.percent(), taxable, tax);
  }

  private static BigDecimal total(List<BigDecimal> amounts, int decimals) {
    return amounts.stream().reduce(BigDecimal.ZERO.setScale(decimals), BigDecimal::add);
  }

  /** The smallest Swiss coin is five Rappen, so bills are rounded to it. */
  private static BigDecimal toFiveRappen(BigDecimal amount) {
    return amount.multiply(TWENTY).setScale(0, RoundingMode.HALF_UP).divide(TWENTY).setScale(2, RoundingMode.UNNECESSARY);
  }
}
