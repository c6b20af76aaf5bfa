package io.roundhouse.samples.invoicedesk.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.samples.invoicedesk.invoices.InvoiceFile;
import io.roundhouse.samples.invoicedesk.invoices.InvoiceSet;
import io.roundhouse.samples.invoicedesk.ledger.Ledger;
import io.roundhouse.samples.invoicedesk.ledger.LedgerTotals;
import io.roundhouse.samples.invoicedesk.parse.Invoice;
import io.roundhouse.samples.invoicedesk.parse.InvoiceParser;
import io.roundhouse.samples.invoicedesk.queue.LedgerQueue;
import io.roundhouse.samples.invoicedesk.reject.RejectedFolder;
import io.roundhouse.samples.invoicedesk.reject.Rejection;
import java.nio.file.Path;
import java.util.List;

/** Compares a work folder with what the generator knows about its files, without asking the demo. */
final class LedgerCheck {
  private LedgerCheck() {}

  /** Every sound invoice is in the ledger once and nothing else is, every broken one is rejected, nothing waits. */
  static void assertComplete(Path folder) {
    InvoiceSet set = InvoiceSet.of(InvoiceSet.DEFAULT_SEED);
    InvoiceParser parser = new InvoiceParser(folder.resolve("inbox"));
    List<Invoice> sound = set.files().stream().filter(file -> file.flaw().isEmpty()).map(InvoiceFile::name).map(parser::parse).toList();
    try (Ledger ledger = Ledger.open(folder.resolve("ledger.db"))) {
      assertThat(sound).allSatisfy(invoice -> assertThat(ledger.find(invoice.key())).as(invoice.file()).isPresent());
      LedgerTotals totals = ledger.totals();
      assertThat(totals.entries()).isEqualTo(sound.size());
      assertThat(totals.debit()).isEqualByComparingTo(totals.credit());
    }
    assertThat(new RejectedFolder(folder.resolve("inbox"), folder.resolve("rejected")).rejections()).extracting(Rejection::file)
        .containsExactlyElementsOf(set.flaws().keySet());
    assertThat(new LedgerQueue(folder.resolve("queue")).waiting()).isEmpty();
  }
}
