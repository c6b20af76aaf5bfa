package io.roundhouse.samples.invoicedesk.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the journal says about one invoice. Immutable.
 *
 * @param end {@code posted}, {@code posted-without-notice} or {@code rejected}; otherwise what kept it from that, in words
 * @param detail the key of the ledger entry, or the reason of the rejection; may be empty
 * @param calls how often each step did its work
 */
record InvoiceAccount(String file, RunId run, String end, String detail, int reroutes, int compensations, int modelCalls, int escalations,
    Map<String, Integer> calls) {

  InvoiceAccount {
    calls = Map.copyOf(calls);
  }

  static InvoiceAccount of(String file, RunId run, List<JournalEntry> log) {
    String end = "is not finished";
    JsonNode result = MissingNode.getInstance();
    int reroutes = 0;
    int compensations = 0;
    int modelCalls = 0;
    int escalations = 0;
    Map<String, Integer> calls = new HashMap<>();
    for (JournalEntry entry : log) {
      switch (entry.event()) {
        case RunEvent.Rerouted e -> reroutes++;
        case RunEvent.Compensating e -> compensations++;
        case RunEvent.ModelCalled e -> modelCalls++;
        case RunEvent.ToolSucceeded e -> calls.merge(e.step(), 1, Integer::sum);
        case RunEvent.Completed e when e.data() != null -> {
          result = e.data();
          end = result.path("outcome").asText("ended without an outcome");
        }
        case RunEvent.Escalated e -> {
          escalations++;
          end = "waits for a person: " + e.question();
        }
        case RunEvent.Failed e -> end = "failed: " + e.message();
        case RunEvent.Cancelled e -> end = "was cancelled: " + e.reason();
        default -> { }
      }
    }
    String detail = end.equals("rejected") ? result.path("rejection").path("reason").asText() : result.path("posting").path("key").asText();
    return new InvoiceAccount(file, run, end, detail, reroutes, compensations, modelCalls, escalations, calls);
  }

  boolean isPosted() {
    return end.startsWith("posted");
  }

  boolean isRejected() {
    return end.equals("rejected");
  }

  boolean didStep(String step) {
    return calls.containsKey(step);
  }
}
