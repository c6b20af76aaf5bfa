package io.roundhouse.protocols.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundhouse.runtime.Cancellation;
import io.roundhouse.runtime.Dialogue;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolBody;
import io.roundhouse.runtime.ToolCall;
import io.roundhouse.runtime.ToolResult;
import io.vertx.core.Future;
import java.time.Duration;

/** Calls a connection's tools as a run would. */
final class Caller {

  private Caller() {}

  static Future<ToolResult> start(McpConnection connection, String name) {
    return start(connection, name, new Cancellation());
  }

  static Future<ToolResult> start(McpConnection connection, String name, Cancellation cancellation) {
    return start(connection, name, JsonNodeFactory.instance.objectNode().put("text", "hi"), cancellation, Dialogue.none());
  }

  static Future<ToolResult> start(McpConnection connection, String name, JsonNode arguments, Dialogue dialogue) {
    return start(connection, name, arguments, new Cancellation(), dialogue);
  }

  private static Future<ToolResult> start(
      McpConnection connection, String name, JsonNode arguments, Cancellation cancellation, Dialogue dialogue) {
    Tool tool = connection.tools().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    ToolCall call = new ToolCall(RunId.random(), "c#1", "key-1", arguments, Duration.ofSeconds(20), cancellation, dialogue,
        io.roundhouse.runtime.Caller.LOCAL);
    return ((ToolBody.Async) tool.body()).call().call(call);
  }
}
