package io.roundhouse.protocols.mcp.conformance;

import com.fasterxml.jackson.databind.node.TextNode;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.LogLevel;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolCall;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.toolgraph.Effect;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** Tools that answer at once, or say how far they are. */
final class ContentTools {

  private static final Schema NONE = Schema.parse("{\"type\":\"object\",\"properties\":{}}");

  private final Vertx vertx;

  ContentTools(Vertx vertx) {
    this.vertx = vertx;
  }

  Catalog addTo(Catalog catalog) {
    return catalog
        .with(says("test_simple_text", "A text", Blocks.text("This is a simple text response for testing.")))
        .with(says("test_image_content", "A picture", Blocks.image()))
        .with(says("test_audio_content", "A sound", Blocks.audio()))
        .with(says("test_embedded_resource", "A resource",
            Blocks.resource("test://embedded-resource", "text/plain", "This is an embedded resource content.")))
        .with(says("test_multiple_content_types", "Three kinds of content", Blocks.text("Multiple content types test:"), Blocks.image(),
            Blocks.resource("test://mixed-content-resource", "application/json", "{\"test\":\"data\",\"value\":123}")))
        .with(Tool.blocking("test_error_handling", "Fails", NONE, call -> {
          throw ToolException.badInput("This tool intentionally returns an error for testing");
        }))
        .with(Tool.async("test_tool_with_logging", "Writes to the log", NONE, this::logging))
        .with(Tool.async("test_logging_tool", "Writes to the log", NONE, this::logging))
        .with(Tool.async("test_tool_with_progress", "Says how far it is", NONE, this::progress))
        .with(Tool.async("test_reconnection", "Takes two seconds", NONE, call -> after(2_000, "Reconnection test completed successfully.")))
        .with(schemaTool())
        .with(headerTool());
  }

  static Tool says(String name, String description, com.fasterxml.jackson.databind.node.ObjectNode... blocks) {
    return Tool.async(name, description, NONE, call -> Future.succeededFuture(Blocks.result(blocks))).withEffect(Effect.PURE);
  }

  private Future<ToolResult> logging(ToolCall call) {
    return spoken(call, "Tool execution started")
        .compose(next -> spoken(call, "Tool processing data"))
        .compose(next -> spoken(call, "Tool execution completed"))
        .map(done -> ToolResult.text("Tool with logging executed successfully"));
  }

  private Future<Void> spoken(ToolCall call, String line) {
    call.dialogue().log(LogLevel.INFO, "conformance", TextNode.valueOf(line));
    return pause(50);
  }

  private Future<ToolResult> progress(ToolCall call) {
    return step(call, 0)
        .compose(next -> step(call, 50))
        .compose(next -> step(call, 100))
        .map(done -> ToolResult.text("All steps are done."));
  }

  private Future<Void> step(ToolCall call, int done) {
    call.dialogue().progress(done, 100.0, "Completed step " + done + " of 100");
    return pause(50);
  }

  private Future<ToolResult> after(long millis, String text) {
    return pause(millis).map(due -> ToolResult.text(text));
  }

  private Future<Void> pause(long millis) {
    Promise<Void> due = Promise.promise();
    vertx.setTimer(millis, fired -> due.complete());
    return due.future();
  }

  private static Tool schemaTool() {
    Schema schema = Schema.parse("""
        {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
         "$defs":{"address":{"$anchor":"addressDef","type":"object",
           "properties":{"street":{"type":"string"},"city":{"type":"string"}}}},
         "properties":{"name":{"type":"string"},"address":{"$ref":"#/$defs/address"},
           "contactMethod":{"type":"string","enum":["phone","email"]},"phone":{"type":"string"},"email":{"type":"string"}},
         "allOf":[{"anyOf":[{"required":["phone"]},{"required":["email"]}]}],
         "if":{"properties":{"contactMethod":{"const":"phone"}},"required":["contactMethod"]},
         "then":{"required":["phone"]},"else":{"required":["email"]},
         "additionalProperties":false}""");
    return Tool.async("json_schema_2020_12_tool", "Takes what a rich schema describes", schema,
        call -> Future.succeededFuture(ToolResult.of(call.arguments())));
  }

  private static Tool headerTool() {
    Schema schema = Schema.parse("""
        {"type":"object","properties":{"region":{"type":"string","x-mcp-header":"Region"},
         "limit":{"type":"integer","x-mcp-header":"Limit"},"query":{"type":"string"}},"required":["region"]}""");
    return Tool.async("test_header_parameters", "Repeats arguments in headers", schema,
        call -> Future.succeededFuture(ToolResult.of(call.arguments()))).withEffect(Effect.PURE);
  }
}
