package io.roundhouse.samples.invoicedesk.ledger;

/** The ledger does not accept an entry, now or later; the message says why. */
public final class LedgerRefusal extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public LedgerRefusal(String message) {
    super(message);
  }
}
