package io.roundhouse.protocols.mcp.conformance;

import io.roundhouse.protocols.mcp.McpOffer;
import io.roundhouse.protocols.mcp.TaskSupport;
import io.roundhouse.protocols.mcp.ToolPresentation;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolCall;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.toolgraph.Effect;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Tools whose calls go on as tasks. */
final class TaskTools {

  private static final Schema NONE = Schema.parse("{\"type\":\"object\",\"properties\":{}}");
  private static final Schema CONFIRM =
      Schema.parse("{\"type\":\"object\",\"properties\":{\"confirm\":{\"type\":\"boolean\"}},\"required\":[\"confirm\"]}");

  private final Vertx vertx;

  TaskTools(Vertx vertx) {
    this.vertx = vertx;
  }

  Catalog addTo(Catalog catalog) {
    return catalog
        .with(Tool.async("greet", "Greets", AskingTools.one("name"), call -> Future.succeededFuture(
            ToolResult.text("Hello, " + call.arguments().path("name").asText() + "!"))).withEffect(Effect.PURE))
        .with(Tool.async("slow_compute", "Takes as many seconds as it is told", Schema.parse("""
            {"type":"object","properties":{"seconds":{"type":"number"},"label":{"type":"string"}},"required":["seconds"]}"""),
            call -> after(Math.max(1, (long) (1_000 * call.arguments().path("seconds").asDouble())))
                .map(due -> ToolResult.text("computed " + call.arguments().path("label").asText())))
            .withTimeout(Duration.ofMinutes(2)))
        .with(Tool.async("failing_job", "Fails after a second", NONE, call -> after(1_000).compose(due ->
            Future.failedFuture(ToolException.badInput("the job failed, as it always does")))))
        .with(Tool.async("protocol_error_job", "Asks for folders, which no client of the suite has", NONE, call ->
            call.dialogue().ask(InputRequest.roots("Which folders is this about?")).map(answer -> ToolResult.text("done"))))
        .with(Tool.async("confirm_delete", "Asks before it deletes", AskingTools.one("filename"), this::confirmDelete))
        .with(Tool.async("multi_input", "Asks two things at once", NONE, this::multiInput))
        .with(Tool.async("test_tool_with_task", "Asks for a name, then takes its time", NONE, call ->
            call.dialogue().ask(AskingTools.name("user_name")).compose(answer -> after(2_000).map(due ->
                ToolResult.text("Hello, " + AskingTools.content(answer).path("name").asText() + "!")))));
  }

  static McpOffer addTo(McpOffer offer) {
    ToolPresentation always = ToolPresentation.PLAIN.withTasks(TaskSupport.ALWAYS);
    return offer
        .withTool("greet", ToolPresentation.PLAIN.withTasks(TaskSupport.NEVER).withTitle("Greeter"))
        .withTool("slow_compute", always)
        .withTool("failing_job", ToolPresentation.PLAIN.withTasks(TaskSupport.REQUIRED))
        .withTool("protocol_error_job", always)
        .withTool("confirm_delete", always)
        .withTool("multi_input", always);
  }

  private Future<ToolResult> confirmDelete(ToolCall call) {
    String file = call.arguments().path("filename").asText();
    return call.dialogue().ask(AskingTools.form("confirm", "Delete " + file + "?", CONFIRM)).map(answer ->
        ToolResult.text(AskingTools.content(answer).path("confirm").asBoolean() ? "deleted " + file : "kept " + file));
  }

  private Future<ToolResult> multiInput(ToolCall call) {
    Future<InputAnswer> name = call.dialogue().ask(AskingTools.name("name"));
    Future<InputAnswer> confirm = call.dialogue().ask(AskingTools.form("confirm", "Is that right?", CONFIRM));
    return Future.all(name, confirm).map(both -> ToolResult.text("Hello, " + AskingTools.content(name.result()).path("name").asText()));
  }

  private Future<Void> after(long millis) {
    Promise<Void> due = Promise.promise();
    vertx.setTimer(millis, fired -> due.complete());
    return due.future();
  }
}
