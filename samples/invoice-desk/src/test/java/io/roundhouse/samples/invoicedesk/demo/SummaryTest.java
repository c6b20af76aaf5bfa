package io.roundhouse.samples.invoicedesk.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunId;
import io.roundhouse.toolgraph.FailureClass;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static final List<String> FILES = List.of("a.xml", "b.xml", "c.xml");
  private final Map<String, InvoiceAccount> accounts = new TreeMap<>();

  @Test
  void addsUp() {
    account("a.xml", posted("K/1"));
    account("b.xml", rerouted("post"), done("queue"), posted("K/2"));
    account("c.xml", new RunEvent.Compensating("call", "claim", "release", "why"), rejected("c.xml", "validate: c.xml: wrong sums"));

    Summary summary = summary(2, "1.10", 0);

    assertThat(summary.addsUp()).isTrue();
    assertThat(summary.example().file()).isEqualTo("b.xml");
    assertThat(summary.lines()).contains("files seen 3 = posted 2 + rejected 1",
        "  posted         1 directly, 1 by way of the queue, which has 0 left",
        "  rejected       c.xml  validate: wrong sums",
        "  reroutes       1; the queue stood in 1 times, the reference rates 0, the outbox 0",
        "  compensations  1 (claims on invoice numbers taken back)",
        "  LLM calls      0, escalations 0",
        "  ledger         2 entries, debit 1.10 = credit 1.10 EUR");
  }

  @Test
  void saysWhatDoesNotAddUp() {
    account("a.xml", posted("K/1"));
    account("b.xml", new RunEvent.Failed(FailureClass.OUTAGE, "nothing works"));

    Summary summary = summary(4, "1.11", 3);

    assertThat(summary.addsUp()).isFalse();
    assertThat(summary.faults()).containsExactly("c.xml is not in the journal", "b.xml failed: nothing works",
        "the ledger has 4 entries, but 1 invoices were posted", "debit and credit of the ledger differ", "3 entries wait in the queue");
    assertThat(summary.lines()).contains("  WRONG          b.xml failed: nothing works");
  }

  @Test
  void noticesPostingsThatAreLostOrShareAKey() {
    account("a.xml", posted("K/1"));
    account("b.xml", posted("K/1"));
    account("c.xml", new RunEvent.Escalated("who knows?", List.of()));

    List<String> faults = new Summary(accounts, ledger(2, "1.10"), 0, List.of()).checked(FILES, List.of("K/1")).faults();

    assertThat(faults).containsExactly("c.xml waits for a person: who knows?",
        "entry K/1 was posted, but the ledger does not have it", "two files were posted under one key");
  }

  private Summary summary(int entries, String debit, int waiting) {
    return new Summary(accounts, ledger(entries, debit), waiting, List.of()).checked(FILES, List.of());
  }

  private static ObjectNode ledger(int entries, String debit) {
    return JsonNodeFactory.instance.objectNode().put("entries", entries).put("debit", new BigDecimal(debit))
        .put("credit", new BigDecimal("1.10"));
  }

  private void account(String file, RunEvent... events) {
    RunId run = RunId.random();
    List<JournalEntry> log = new ArrayList<>();
    Arrays.stream(events).forEach(event -> log.add(new JournalEntry(run, log.size() + 1, Instant.EPOCH, event)));
    accounts.put(file, InvoiceAccount.of(file, run, log));
  }

  private static RunEvent rerouted(String step) {
    return new RunEvent.Rerouted("call", step, List.of(step), List.of("queue"), "it is down");
  }

  private static RunEvent done(String step) {
    return new RunEvent.ToolSucceeded("call/" + step, "call", step, step, JsonNodeFactory.instance.objectNode());
  }

  private static RunEvent posted(String key) {
    ObjectNode data = JsonNodeFactory.instance.objectNode().put("outcome", "posted");
    data.putObject("posting").put("key", key);
    return completed(data);
  }

  private static RunEvent rejected(String file, String reason) {
    ObjectNode data = JsonNodeFactory.instance.objectNode().put("outcome", "rejected");
    data.putObject("rejection").put("file", file).put("reason", reason);
    return completed(data);
  }

  private static RunEvent completed(JsonNode data) {
    return new RunEvent.Completed(data.toString(), data);
  }
}
