package io.roundhouse.samples.invoicedesk.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.samples.invoicedesk.invoices.Flaw;
import io.roundhouse.samples.invoicedesk.invoices.InvoiceSet;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole demo, as a process with processes. */
class DemoIT {
  @TempDir
  private Path folder;

  @Test
  void postsEveryInvoiceOnceWhileTheLedgerAndTheRateProviderAreKilled() throws Exception {
    Path work = folder.resolve("work");
    DemoProcess demo = DemoProcess.start(folder, "--exit", "--dir", work.toString(), "--port", "0", "--pace", "30");

    assertThat(demo.awaitExit()).as(demo::text).isZero();
    long posted = InvoiceSet.SIZE - Flaw.values().length;
    assertThat(demo.text()).contains("files seen %d = posted %d + rejected %d".formatted(InvoiceSet.SIZE, posted, Flaw.values().length))
        .contains("LLM calls      0, escalations 0", "%d entries, debit".formatted(posted)).doesNotContain("WRONG", "Exception", "ERROR");
    assertThat(demo.number("(\\d+) directly") + demo.number("(\\d+) by way of the queue")).isEqualTo(posted);
    assertThat(demo.number("(\\d+) by way of the queue")).isPositive();
    assertThat(demo.number("reroutes +(\\d+);")).isPositive();
    assertThat(demo.number("the reference rates (\\d+)")).isPositive();
    assertThat(demo.number("compensations +(\\d+)")).isEqualTo(3);
    assertTwoProcesses(demo.all("processes: ledger (\\d+)"), demo.all("killed the ledger: process (\\d+)"),
        demo.all("the ledger is back: process (\\d+)"));
    assertTwoProcesses(demo.all("processes: .*rate provider (\\d+);"), demo.all("killed the rate provider: process (\\d+)"),
        demo.all("started the rate provider again: process (\\d+)"));
    assertThat(demo.all("breaker of '(post|rate)': closed again")).contains("post", "rate");
    LedgerCheck.assertComplete(work);
  }

  private static void assertTwoProcesses(List<String> first, List<String> killed, List<String> second) {
    assertThat(killed).hasSize(1).containsAnyElementsOf(first);
    assertThat(second).hasSize(1).doesNotContainAnyElementsOf(killed);
  }
}
