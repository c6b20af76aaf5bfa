package io.roundhouse.samples.invoicedesk.ledger;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** One side of an entry in euro and cents: either {@code debit} or {@code credit} is positive, the other is zero. Immutable. */
public record LedgerLine(String account, BigDecimal debit, BigDecimal credit) {
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{4}");

  public LedgerLine {
    if (!ACCOUNT.matcher(account).matches()) {
      throw new LedgerRefusal("account '%s' does not exist; expected four digits".formatted(account));
    }
    debit = cents(account, debit);
    credit = cents(account, credit);
    if (debit.signum() == credit.signum()) {
      throw new LedgerRefusal("account %s: debit %s and credit %s; expected one of them to be positive and the other zero".formatted(
          account, debit, credit));
    }
  }

  public static LedgerLine debit(String account, BigDecimal amount) {
    return new LedgerLine(account, amount, BigDecimal.ZERO);
  }

  public static LedgerLine credit(String account, BigDecimal amount) {
    return new LedgerLine(account, BigDecimal.ZERO, amount);
  }

  /** The same amount on the other side. */
  public LedgerLine mirrored() {
    return new LedgerLine(account, /* debit= */ credit, /* credit= */ debit);
  }

  private static BigDecimal cents(String account, BigDecimal amount) {
    if (amount.signum() < 0 || amount.stripTrailingZeros().scale() > 2 || amount.precision() - amount.scale() > 13) {
      throw new LedgerRefusal("account %s: amount %s; expected at least 0, at most 13 digits and two decimals".formatted(account, amount));
    }
    return amount.setScale(2);
  }
}
