package io.roundhouse.samples.invoicedesk.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.RunSummary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what really happened: from the journal, and from the ledger itself. Immutable; safe to share. */
record Books(AgentRuntime runtime) {
  private static final String KEY = "invoice/";
  private static final int ALL = 1_000_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The request for one file; the same file is the same piece of work, in this process and the next. */
  static RunRequest request(String file) {
    return RunRequest.tool(Desk.GRAPH, JsonNodeFactory.instance.objectNode().put("file", file)).withKey(KEY + file).withCaller("inbox");
  }

  /** The invoices that the journal knows, by file. */
  Map<String, InvoiceAccount> invoices() {
    Map<String, InvoiceAccount> accounts = new TreeMap<>();
    for (RunSummary run : Waiting.on(runtime.journal().latest(ALL), PATIENCE)) {
      String key = run.key();
      if (key != null && key.startsWith(KEY)) {
        String file = key.substring(KEY.length());
        accounts.put(file, InvoiceAccount.of(file, run.run(), trace(run.run())));
      }
    }
    return accounts;
  }

  /** What the ledger adds up to. */
  JsonNode totals() {
    return ask("ledger.totals", JsonNodeFactory.instance.objectNode());
  }

  /** Those of the keys that the ledger does not have. */
  List<String> missing(List<String> keys) {
    return keys.stream().filter(key -> {
      ObjectNode arguments = JsonNodeFactory.instance.objectNode().put("key", key);
      return !ask("ledger.find", arguments).path("found").asBoolean();
    }).toList();
  }

  private List<JournalEntry> trace(RunId run) {
    return Waiting.on(runtime.trace(run), PATIENCE);
  }

  private JsonNode ask(String tool, JsonNode arguments) {
    RunResult result = Waiting.on(runtime.start(RunRequest.tool(tool, arguments)).compose(run -> run.result()), PATIENCE);
    if (result instanceof RunResult.Completed done && done.data() != null) {
      return done.data();
    }
    throw new DemoException("the ledger does not answer: " + result);
  }
}
