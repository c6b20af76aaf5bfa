package io.roundhouse.samples.invoicedesk.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.AgentRequest;
import io.roundhouse.runtime.ToolResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Processes the invoice file that a message names, unless the ledger has it already. Immutable; safe to share. */
public final class InvoicesAgent implements AgentBody.Answer {
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*\\.xml");

  private final String graph;

  /** Uses the tool graph of this name. */
  public InvoicesAgent(String graph) {
    this.graph = graph;
  }

  @Override
  public AgentReply answer(AgentRequest request) {
    Matcher name = FILE.matcher(request.text());
    if (!name.find()) {
      return AgentReply.text("Which invoice? Name a file of the inbox, for example: process invoice-007.xml");
    }
    String file = name.group();
    JsonNode earlier = earlier(request, file);
    if (earlier.path("found").asBoolean()) {
      return new AgentReply("%s was posted before as entry %s: %s.".formatted(file, earlier.path("reference").asText(),
          earlier.path("entry").path("text").asText()), earlier);
    }
    return switch (request.call(graph, JsonNodeFactory.instance.objectNode().put("file", file))) {
      case ToolResult.Success done -> new AgentReply(sentence(file, done.output()), done.output());
      case ToolResult.Failure failure -> AgentReply.text("%s could not be processed: %s".formatted(file, failure.message()));
      case ToolResult.Escalation asked -> AgentReply.text("A person has to look at %s: %s".formatted(file, asked.question()));
    };
  }

  /** What the ledger has under the key of this file; empty if the file or the ledger does not answer. */
  private static JsonNode earlier(AgentRequest request, String file) {
    if (request.call("parse", JsonNodeFactory.instance.objectNode().put("file", file)) instanceof ToolResult.Success parsed) {
      String key = parsed.output().path("supplierId").asText() + "/" + parsed.output().path("number").asText();
      ObjectNode arguments = JsonNodeFactory.instance.objectNode().put("key", key);
      if (request.call("ledger.find", arguments) instanceof ToolResult.Success found) {
        return found.output();
      }
    }
    return JsonNodeFactory.instance.missingNode();
  }

  private static String sentence(String file, JsonNode result) {
    if (result.path("outcome").asText().equals("rejected")) {
      return "%s was rejected. %s".formatted(file, result.path("rejection").path("reason").asText());
    }
    JsonNode posting = result.path("posting");
    return "%s was posted as entry %s over EUR %s.".formatted(file, posting.path("reference").asText(),
        posting.path("total").decimalValue().setScale(2).toPlainString());
  }
}
