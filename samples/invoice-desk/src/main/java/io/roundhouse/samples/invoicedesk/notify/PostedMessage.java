package io.roundhouse.samples.invoicedesk.notify;

import io.roundhouse.samples.invoicedesk.ledger.Posting;
import io.roundhouse.samples.invoicedesk.parse.Invoice;

/** The words in which people are told about a posting, the same over every channel. Stateless. */
final class PostedMessage {
  private PostedMessage() {}

  static String subject(Invoice invoice) {
    return "%s %s posted".formatted(kind(invoice), invoice.number());
  }

  static String sentence(Invoice invoice, Posting posting) {
    return "%s %s of %s over %s %s was posted with EUR %s.".formatted(kind(invoice), invoice.number(), invoice.supplierName(),
        invoice.currency(), invoice.totals().payable().toPlainString(), posting.total().toPlainString());
  }

  private static String kind(Invoice invoice) {
    return invoice.kind() == Invoice.Kind.CREDIT_NOTE ? "Credit note" : "Invoice";
  }
}
