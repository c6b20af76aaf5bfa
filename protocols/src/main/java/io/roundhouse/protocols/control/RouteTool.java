package io.roundhouse.protocols.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.access.AccessRules;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Budget;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolCall;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Future;
import java.util.List;

/**
 * The tool {@code route}: picks the tool or agent for an intent and calls it, for a caller that knows what it wants and not who does it.
 *
 * <p>What it decides is in the field {@code decision} of its answer: {@code called}, {@code candidates} if it is not sure,
 * {@code needs-arguments}, {@code needs-scope}, or {@code out-of-scope} if nothing here has to do with the intent.
 */
final class RouteTool {

  static final String NAME = "route";

  private static final Schema INPUT = Schema.parse("""
      {"type":"object","properties":{
        "intent":{"type":"string","minLength":1,"maxLength":2000,"description":"What you want done, in a sentence."},
        "arguments":{"type":"object","description":"Arguments for the tool, as far as you know them."},
        "tool":{"type":"string","maxLength":128,"description":"The tool to take, if you have chosen among candidates."}},
        "required":["intent"],"additionalProperties":false}""");
  private static final Schema OUTPUT = Schema.parse("""
      {"type":"object","properties":{"decision":{"enum":["called","candidates","needs-arguments","needs-scope","out-of-scope"]},
        "reason":{"type":"string"}},"required":["decision","reason"]}""");

  private final AgentRuntime runtime;
  private final CatalogIndex index;
  private final ControlOptions options;

  private RouteTool(AgentRuntime runtime, CatalogIndex index, ControlOptions options) {
    this.runtime = runtime;
    this.index = index;
    this.options = options;
  }

  static Tool tool(AgentRuntime runtime, CatalogIndex index, ControlOptions options) {
    // What it calls may do anything, so it promises nothing about being repeated.
    return Tool.async(NAME,
            "Picks the tool or agent of this server that fits an intent, checks the arguments and calls it. If it is not sure it answers "
                + "with candidates; call it again with one of them as 'tool'.",
            INPUT, new RouteTool(runtime, index, options)::call)
        .withOutput(OUTPUT)
        .withEffect(Effect.IRREVERSIBLE)
        .withTimeout(options.timeout());
  }

  private Future<ToolResult> call(ToolCall call) {
    JsonNode given = call.arguments();
    String intent = given.path("intent").asText();
    JsonNode arguments = given.has("arguments") ? given.get("arguments") : JsonNodeFactory.instance.objectNode();
    if (given.has("tool")) {
      return index.visible(call.caller()).stream().filter(offered -> offered.name().equals(given.get("tool").asText())).findFirst()
          .map(chosen -> perform(call, chosen, intent, arguments, 1, "It was asked for by its name."))
          .orElseGet(() -> Future.succeededFuture(answer("out-of-scope", "There is no tool of this name here.")));
    }
    return index.search(call.caller(), intent).compose(hits -> hits.isEmpty()
        ? Future.succeededFuture(answer("out-of-scope", "Nothing here has to do with this intent."))
        : decide(call, intent, arguments, Pick.among(hits, arguments)));
  }

  private Future<ToolResult> decide(ToolCall call, String intent, JsonNode arguments, Pick pick) {
    if (pick.confidence() >= options.confidence()) {
      return perform(call, pick.best().offered(), intent, arguments, pick.confidence(), "It fits the intent best.");
    }
    if (!options.ask()) {
      return Future.succeededFuture(candidates(pick, "Several tools fit; call again with one of them as 'tool'."));
    }
    List<String> names = pick.candidates().stream().map(hit -> hit.offered().name()).toList();
    return call.dialogue().ask(InputRequest.choice("Which of these should do it: " + intent, names)).compose(said -> switch (said) {
      case InputAnswer.Accepted accepted -> pick.candidates().stream()
          .map(CatalogIndex.Hit::offered)
          .filter(offered -> offered.name().equals(accepted.content().path(InputRequest.CHOICE).asText()))
          .findFirst()
          .map(chosen -> perform(call, chosen, intent, arguments, 1, "It was chosen by whoever called."))
          .orElseGet(() -> Future.succeededFuture(candidates(pick, "The choice was none of the candidates.")));
      case InputAnswer.Declined declined -> Future.succeededFuture(candidates(pick, "Whoever called did not want to choose."));
      case InputAnswer.Dismissed dismissed -> Future.succeededFuture(candidates(pick, "Nobody chose among the tools that fit."));
    });
  }

  private Future<ToolResult> perform(
      ToolCall call, Offered chosen, String intent, JsonNode arguments, double confidence, String reason) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode()
        .put("tool", chosen.name())
        .put("confidence", Math.round(confidence * 1_000) / 1_000.0);
    if (index.check(call.caller(), chosen) instanceof AccessRules.Verdict.Lacking lacking) {
      ArrayNode needs = answer.putArray("needsScopes");
      lacking.needs().forEach(needs::add);
      return Future.succeededFuture(
          decided(answer, "needs-scope", reason + " It needs the scopes " + String.join(" ", lacking.needs()) + "."));
    }
    JsonNode input = chosen.withWords(arguments, intent);
    List<String> problems = chosen.input().violations(input);
    if (!problems.isEmpty()) {
      ArrayNode listed = answer.putArray("problems");
      problems.forEach(listed::add);
      answer.set("inputSchema", chosen.input().document());
      return Future.succeededFuture(decided(answer, "needs-arguments", reason + " It does not take these arguments."));
    }
    RunRequest request = new RunRequest(
        chosen.target(), input, call.idempotencyKey() + "/" + NAME, call.caller().name(), Budget.ofDefaults())
        .withScopes(call.caller().scopes());
    return runtime.start(request).compose(run -> follow(call, run)).map(result -> outcome(answer, reason, chosen, result))
        .otherwise(refused -> refused instanceof ToolException known
            ? ToolResult.failure(known.failureClass(), said(chosen, known.getMessage()))
            : ToolResult.failure(FailureClass.OUTAGE, said(chosen, "it could not be started")));
  }

  private static Future<Ended> follow(ToolCall call, Run run) {
    Runnable forget = call.cancellation().onCancel(() -> run.cancel("whoever routed to it went away"));
    return run.result().onComplete(done -> forget.run()).map(result -> new Ended(run, result));
  }

  private record Ended(Run run, RunResult result) {}

  private static ToolResult outcome(ObjectNode answer, String reason, Offered chosen, Ended ended) {
    answer.put("run", ended.run().id().value());
    return switch (ended.result()) {
      case RunResult.Completed done -> {
        if (done.data() == null) {
          answer.put("result", done.text());
        } else {
          answer.set("result", done.data());
        }
        yield decided(answer, "called", reason);
      }
      case RunResult.Failed failed -> ToolResult.failure(failed.failureClass(), said(chosen, failed.message()));
      case RunResult.Escalated asked -> new ToolResult.Escalation(said(chosen, asked.question()), asked.blockers());
      case RunResult.Cancelled cancelled -> ToolResult.failure(FailureClass.DENIED, said(chosen, cancelled.reason()));
    };
  }

  private static ToolResult candidates(Pick pick, String reason) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("confidence", Math.round(pick.confidence() * 1_000) / 1_000.0);
    ArrayNode all = answer.putArray("candidates");
    pick.candidates().forEach(hit -> all.add(hit.offered().toJson(hit.score())));
    return decided(answer, "candidates", reason);
  }

  private static ToolResult answer(String decision, String reason) {
    return decided(JsonNodeFactory.instance.objectNode(), decision, reason);
  }

  private static ToolResult decided(ObjectNode answer, String decision, String reason) {
    return ToolResult.of(answer.put("decision", decision).put("reason", reason));
  }

  private static String said(Offered chosen, String message) {
    String kind = chosen.isAgent() ? "agent" : "tool";
    return "routed to %s '%s': %s".formatted(kind, chosen.name(), message);
  }
}
