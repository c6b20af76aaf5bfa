package io.roundhouse.samples.invoicedesk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.tools.JavaTools;
import io.roundhouse.samples.invoicedesk.archive.InvoiceArchive;
import io.roundhouse.samples.invoicedesk.booking.Bookkeeper;
import io.roundhouse.samples.invoicedesk.ledger.LedgerEntry;
import io.roundhouse.samples.invoicedesk.notify.NotifyOutbox;
import io.roundhouse.samples.invoicedesk.notify.NotifyWebhook;
import io.roundhouse.samples.invoicedesk.parse.Invoice;
import io.roundhouse.samples.invoicedesk.parse.InvoiceParser;
import io.roundhouse.samples.invoicedesk.queue.LedgerQueue;
import io.roundhouse.samples.invoicedesk.rates.MarketRates;
import io.roundhouse.samples.invoicedesk.rates.Rate;
import io.roundhouse.samples.invoicedesk.rates.ReferenceRates;
import io.roundhouse.samples.invoicedesk.register.InvoiceRegister;
import io.roundhouse.samples.invoicedesk.reject.RejectedFolder;
import io.roundhouse.samples.invoicedesk.validate.TotalsValidator;
import io.roundhouse.toolgraph.Effect;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The desk's methods as the runtime sees them. */
class DeskToolsTest {
  private final ObjectMapper json = new ObjectMapper();

  @TempDir
  private Path folder;

  @Test
  void everyToolSaysWhatASecondCallWouldDo() {
    Map<String, Effect> effects = tools().collect(Collectors.toMap(Tool::name, Tool::effect));

    assertThat(effects).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
        Map.entry("parse", Effect.PURE), Map.entry("validate", Effect.PURE), Map.entry("claim", Effect.COMPENSATABLE),
        Map.entry("release", Effect.IDEMPOTENT), Map.entry("rate", Effect.PURE), Map.entry("reference-rate", Effect.PURE),
        Map.entry("book", Effect.PURE), Map.entry("queue", Effect.IDEMPOTENT), Map.entry("archive", Effect.IDEMPOTENT),
        Map.entry("notify-outbox", Effect.IDEMPOTENT), Map.entry("notify-webhook", Effect.IDEMPOTENT),
        Map.entry("reject", Effect.IDEMPOTENT)));
  }

  @Test
  void whatOneToolReturnsTheNextOneAccepts() {
    Invoice invoice = SampleInvoices.inEuro();
    Rate rate = new Rate("EUR", "EUR", "2026-09-30", BigDecimal.ONE, "test");
    LedgerEntry entry = new Bookkeeper().book(invoice, rate);
    Map<String, Tool> tools = tools().collect(Collectors.toMap(Tool::name, tool -> tool));

    assertThat(violations(tools.get("validate"), Map.of("invoice", invoice))).isEmpty();
    assertThat(violations(tools.get("book"), Map.of("invoice", invoice, "rate", rate))).isEmpty();
    assertThat(violations(tools.get("queue"), entry)).isEmpty();
    assertThat(violations(tools.get("book"), Map.of("invoice", invoice))).isNotEmpty();
  }

  private List<String> violations(Tool tool, Object arguments) {
    JsonNode tree = json.valueToTree(arguments);
    return tool.input().violations(tree);
  }

  private Stream<Tool> tools() {
    Path inbox = folder.resolve("inbox");
    try (InvoiceRegister register = new InvoiceRegister(folder.resolve("register.db"));
        NotifyWebhook webhook = new NotifyWebhook(URI.create("http://127.0.0.1:9/"), Duration.ofSeconds(1))) {
      return Stream.of(new InvoiceParser(inbox), new TotalsValidator(), register, new MarketRates(), new ReferenceRates(),
          new Bookkeeper(), new LedgerQueue(folder.resolve("queue")), new InvoiceArchive(inbox, folder.resolve("archive")),
          new NotifyOutbox(folder.resolve("outbox"), "payables@depot.example"), webhook,
          new RejectedFolder(inbox, folder.resolve("rejected"))).flatMap(instance -> JavaTools.of(instance).stream());
    }
  }
}
