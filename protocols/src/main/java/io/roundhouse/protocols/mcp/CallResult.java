package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.toolgraph.FailureClass;
import java.util.Locale;
import java.util.Set;

/**
 * Writes how a run ended as the result of {@code tools/call}.
 *
 * <p>A structured answer that has nothing but {@code content}, a list of MCP's content blocks, and perhaps {@code structuredContent}
 * is a result in the words of MCP already, as from an MCP server behind us, and goes out as it is.
 */
final class CallResult {

  private static final String RUN = "io.roundhouse/run";
  private static final String FAILURE = "io.roundhouse/failure";
  private static final Set<String> BLOCKS = Set.of("text", "image", "audio", "resource", "resource_link");

  private CallResult() {}

  /**
   * The result of a run.
   *
   * @param anyResult whether the structured content may be other than an object
   */
  static ObjectNode of(RunId run, RunResult result, boolean anyResult) {
    ObjectNode json = switch (result) {
      case RunResult.Completed completed -> completed(completed, anyResult);
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

  private static ObjectNode completed(RunResult.Completed completed, boolean anyResult) {
    JsonNode data = completed.data();
    if (data != null && isResult(data)) {
      return ((ObjectNode) data).objectNode().setAll((ObjectNode) data);
    }
    ObjectNode json = text(completed.text());
    if (data != null && (anyResult || data.isObject())) {
      json.set("structuredContent", data);
    }
    return json.put("isError", false);
  }

  private static boolean isResult(JsonNode data) {
    JsonNode content = data.path("content");
    if (!content.isArray() || content.isEmpty() || data.size() > (data.has("structuredContent") ? 2 : 1)) {
      return false;
    }
    for (JsonNode block : content) {
      if (!BLOCKS.contains(block.path("type").asText(""))) {
        return false;
      }
    }
    return true;
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
