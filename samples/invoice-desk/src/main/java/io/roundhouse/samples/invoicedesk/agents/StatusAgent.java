package io.roundhouse.samples.invoicedesk.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.AgentRequest;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.samples.invoicedesk.queue.LedgerQueue;
import io.roundhouse.samples.invoicedesk.reject.RejectedFolder;
import io.roundhouse.samples.invoicedesk.reject.Rejection;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says what the ledger has, what waits for it and what was rejected. Safe to share. */
public final class StatusAgent implements AgentBody.Answer {
  private final LedgerQueue queue;
  private final RejectedFolder rejected;

  /** Looks into the folders {@code queue} and {@code rejected}; what is rejected came from {@code inbox}. */
  public StatusAgent(Path queue, Path inbox, Path rejected) {
    this.queue = new LedgerQueue(queue);
    this.rejected = new RejectedFolder(inbox, rejected);
  }

  @Override
  public AgentReply answer(AgentRequest request) {
    List<Rejection> rejections = rejected.rejections();
    String reasons = rejections.stream().map(rejection -> rejection.file() + ": " + rejection.reason().replace(rejection.file() + ": ", ""))
        .collect(Collectors.joining("\n"));
    return AgentReply.text("%s %d entries wait in the queue. %d invoices were rejected%s".formatted(ledger(request), queue.waiting().size(),
        rejections.size(), rejections.isEmpty() ? "." : ":\n" + reasons));
  }

  private static String ledger(AgentRequest request) {
    return switch (request.call("ledger.totals", JsonNodeFactory.instance.objectNode())) {
      case ToolResult.Success done -> sentence(done.output());
      case ToolResult.Failure failure -> "The ledger does not answer now (%s).".formatted(failure.message());
      case ToolResult.Escalation asked -> "The ledger does not answer now (%s).".formatted(asked.question());
    };
  }

  private static String sentence(JsonNode totals) {
    return String.format(Locale.ROOT, "%d invoices are posted; debit and credit are EUR %,.2f and %,.2f.", totals.path("entries").asInt(),
        totals.path("debit").decimalValue(), totals.path("credit").decimalValue());
  }
}
