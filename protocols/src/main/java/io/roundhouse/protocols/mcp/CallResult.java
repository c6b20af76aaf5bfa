package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.toolgraph.FailureClass;
import java.util.Locale;

/** Writes how a run ended as the result of {@code tools/call}. */
final class CallResult {

  private static final String RUN = "io.roundhouse/run";
  private static final String FAILURE = "io.roundhouse/failure";

  private CallResult() {}

  static ObjectNode of(RunId run, RunResult result) {
    ObjectNode json = switch (result) {
      case RunResult.Completed completed -> completed(completed);
      case RunResult.Failed failed -> failure(failed.failureClass(), failed.message());
      case RunResult.Escalated escalated -> escalated(escalated);
      case RunResult.Cancelled cancelled -> error("The call was cancelled: " + cancelled.reason(), "cancelled");
    };
    json.withObjectProperty("_meta").put(RUN, run.value());
    return json;
  }

  static ObjectNode failure(FailureClass failureClass, String message) {
    return error(message, failureClass.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private static ObjectNode completed(RunResult.Completed completed) {
    ObjectNode json = text(completed.text());
    JsonNode data = completed.data();
    if (data != null && data.isObject()) {
      json.set("structuredContent", data);
    }
    return json.put("isError", false);
  }

  private static ObjectNode escalated(RunResult.Escalated escalated) {
    ObjectNode json = error(escalated.question(), "escalated");
    escalated.blockers().forEach(json.withObjectProperty("_meta").putArray("io.roundhouse/blockers")::add);
    return json;
  }

  private static ObjectNode error(String message, String failure) {
    ObjectNode json = text(message).put("isError", true);
    json.withObjectProperty("_meta").put(FAILURE, failure);
    return json;
  }

  private static ObjectNode text(String text) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putArray("content").addObject().put("type", "text").put("text", text);
    return json;
  }
}
