package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.runtime.CatalogException;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolBody;
import io.roundhouse.runtime.ToolCall;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.FailureClass;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Turns MCP's words about tools into ours, and our calls into MCP's. */
final class Translation {

  private static final String KEY = "io.roundhouse/idempotency-key";
  private static final String RUN = "io.roundhouse/run";
  private static final String FAILURE = "io.roundhouse/failure";
  private static final String MAYBE_PERFORMED = "io.roundhouse/maybe-performed";
  private static final String RETRY_AFTER = "io.roundhouse/retry-after-millis";
  /** The connection gives a call up first, because it knows more about why. */
  private static final Duration AFTER_US = Duration.ofSeconds(1);

  private Translation() {}

  /**
   * A tool of a server as a tool of the catalog under {@code name}.
   *
   * @throws CatalogException if its name or its schema is of no use to us
   */
  static Tool tool(McpServer server, String name, JsonNode definition, ToolBody.AsyncCall call) {
    String remote = definition.path("name").asText("");
    JsonNode input = definition.path("inputSchema");
    Schema schema = input.isObject() ? Schema.of(input) : Schema.anyObject();
    Effect effect = server.effects().getOrDefault(remote, effect(definition.path("annotations")));
    Tool tool = Tool.async(name, definition.path("description").asText(""), schema, call)
        .withEffect(effect)
        .withTimeout(server.callTimeout().plus(AFTER_US));
    JsonNode output = definition.path("outputSchema");
    return output.isObject() ? tool.withOutput(Schema.of(output)) : tool;
  }

  private static Effect effect(JsonNode hints) {
    if (hints.path("readOnlyHint").asBoolean()) {
      return Effect.PURE;
    }
    return hints.path("idempotentHint").asBoolean() ? Effect.IDEMPOTENT : Effect.IRREVERSIBLE;
  }

  static ObjectNode request(String remote, ToolCall call) {
    ObjectNode params = JsonNodeFactory.instance.objectNode().put("name", remote);
    params.set("arguments", call.arguments());
    params.putObject("_meta").put(KEY, call.idempotencyKey()).put(RUN, call.run().value());
    return params;
  }

  static ToolResult result(McpServer server, JsonNode result) {
    JsonNode structured = result.get("structuredContent");
    if (result.path("isError").asBoolean()) {
      return failure(result);
    }
    if (structured != null && !structured.isNull()) {
      return ToolResult.of(structured);
    }
    String text = text(result);
    return text != null
        ? ToolResult.text(text)
        : ToolResult.of(JsonNodeFactory.instance.objectNode().set(
            "content", Renaming.blocks(result.path("content"), FederatedOffer.space(server))));
  }

  /** What the server says about its own fault: its class, whether the effect may have happened, when to come back. */
  private static ToolResult failure(JsonNode result) {
    JsonNode meta = result.path("_meta");
    String text = text(result);
    String message = text == null || text.isBlank() ? "the tool reported an error without a word about it" : text;
    return new ToolResult.Failure(
        failureClass(meta.path(FAILURE).asText("")), message, meta.path(RETRY_AFTER).asLong(0), meta.path(MAYBE_PERFORMED).asBoolean());
  }

  static ToolResult failure(String server, Throwable cause) {
    if (cause instanceof CallFault fault) {
      return fault.failure();
    }
    if (cause instanceof RpcFault fault) {
      RpcError error = fault.error();
      return new ToolResult.Failure(failureClass(error), "server '" + server + "' answered: " + error.message());
    }
    return new ToolResult.Failure(FailureClass.CONTRACT_VIOLATION, "server '" + server + "' sent an answer that cannot be read").inDoubt();
  }

  private static FailureClass failureClass(RpcError error) {
    return switch (error.code()) {
      case RpcError.INVALID_PARAMS -> FailureClass.BAD_INPUT;
      case RpcError.METHOD_NOT_FOUND, RpcError.INVALID_REQUEST, RpcError.PARSE_ERROR -> FailureClass.CONTRACT_VIOLATION;
      default -> FailureClass.TRANSIENT;
    };
  }

  /** A server that does not say more than "error" has refused the input. */
  private static FailureClass failureClass(String name) {
    String wanted = name.toUpperCase(Locale.ROOT).replace('-', '_');
    for (FailureClass known : FailureClass.values()) {
      if (known.name().equals(wanted)) {
        return known;
      }
    }
    return FailureClass.BAD_INPUT;
  }

  /** The text of a result that consists of text only. */
  private static @Nullable String text(JsonNode result) {
    JsonNode content = result.path("content");
    boolean onlyText = StreamSupport.stream(content.spliterator(), false).allMatch(block -> block.path("type").asText().equals("text"));
    return !onlyText || content.isEmpty() ? null : StreamSupport.stream(content.spliterator(), false)
        .map(block -> block.path("text").asText())
        .collect(Collectors.joining("\n"));
  }
}
