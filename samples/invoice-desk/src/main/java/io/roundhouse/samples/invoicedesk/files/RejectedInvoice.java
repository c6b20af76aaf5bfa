package io.roundhouse.samples.invoicedesk.files;

/**
 * Says that a tool was given something it cannot accept: trying again, or elsewhere, would not help. The message is one or
 * more sentences for the person who sent the invoice.
 */
public final class RejectedInvoice extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RejectedInvoice(String message) {
    super(message);
  }

  public RejectedInvoice(String message, Throwable cause) {
    super(message, cause);
  }
}
