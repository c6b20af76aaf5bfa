package io.roundhouse.runtime.engine;

import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.StepBinding;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolBody;
import io.roundhouse.runtime.ToolCall;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.runtime.graph.GraphRun;
import io.roundhouse.runtime.graph.StepCall;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * Performs one call of a tool within a run: budget, schema, intent in the log, the work itself with its timeout, outcome in the log.
 * Confined to the run's event loop.
 */
final class ToolCaller {

  private final RunScope scope;
  private final LocalRuntime host;

  ToolCaller(RunScope scope, LocalRuntime host) {
    this.scope = scope;
    this.host = host;
  }

  Future<ToolResult> call(StepCall call) {
    return switch (scope.recorded().outcome(call.callId())) {
      case RunEvent.ToolSucceeded done -> Future.succeededFuture(ToolResult.of(done.output()));
      case RunEvent.ToolFailed failed when failed.blockers() != null ->
          Future.succeededFuture(new ToolResult.Escalation(failed.message(), failed.blockers()));
      case RunEvent.ToolFailed failed -> Future.succeededFuture(ToolResult.failure(failed.failureClass(), failed.message()));
      case null, default -> begin(call);
    };
  }

  private Future<ToolResult> begin(StepCall call) {
    Optional<Tool> known = host.catalog().tool(call.tool());
    RunEvent earlier = scope.recorded().intent(call.callId());
    if (earlier instanceof RunEvent.ToolCalled other && !other.tool().equals(call.tool())) {
      return refuse(new RunResult.Failed(FailureClass.CONTRACT_VIOLATION, "after the restart the agent called '" + call.tool()
          + "' where it had called '" + other.tool() + "'; an agent must make the same calls for the same answers"));
    }
    if (scope.recorded().mayHaveBegun(call.callId()) && !call.inGraph() && known.map(tool -> !mayRepeat(tool, call)).orElse(false)) {
      return DoubtfulCall.decide(scope, call, () -> go(call, known, true));
    }
    return go(call, known, earlier != null);
  }

  private Future<ToolResult> go(StepCall call, Optional<Tool> known, boolean announced) {
    Optional<String> spent = scope.meter().step(host.clock().instant());
    if (spent.isPresent()) {
      return refuse(new RunResult.Failed(FailureClass.DENIED, spent.get()));
    }
    Future<Void> recorded = announced ? Future.succeededFuture() : scope.record(List.of(RunOpening.intent(call)));
    return recorded
        .compose(done -> known.map(tool -> perform(tool, call)).orElseGet(() -> Future.succeededFuture(unknown(call))))
        .compose(result -> scope.recordWithNext(List.of(outcome(call, result))).map(result))
        .otherwise(ended -> ToolResult.failure(FailureClass.DENIED, "the run has ended"));
  }

  private Future<ToolResult> refuse(RunResult end) {
    scope.end(end);
    return Future.succeededFuture(ToolResult.failure(FailureClass.DENIED, "the run has ended"));
  }

  /** A graph, and with that a tool with stand-ins, repeats nothing by itself: it resumes from what its own steps recorded. */
  private boolean mayRepeat(Tool tool, StepCall call) {
    boolean healed = !call.inGraph() && !host.catalog().standIns(tool.name()).isEmpty();
    return healed || tool.body() instanceof ToolBody.Graph || tool.effect() == Effect.PURE || tool.effect() == Effect.IDEMPOTENT;
  }

  private static ToolResult unknown(StepCall call) {
    return ToolResult.failure(FailureClass.OUTAGE, "tool '" + call.tool() + "' is not in the catalog");
  }

  private Future<ToolResult> perform(Tool tool, StepCall call) {
    List<String> violations = tool.input().violations(call.arguments());
    if (!violations.isEmpty()) {
      return Future.succeededFuture(ToolResult.failure(
          FailureClass.BAD_INPUT, "arguments of tool '" + tool.name() + "' do not fit its schema: " + String.join("; ", violations)));
    }
    List<StepBinding> standIns = call.inGraph() ? List.of() : host.catalog().standIns(tool.name());
    if (!standIns.isEmpty()) {
      return host.standIns().call(host.catalog(), tool, standIns, scope, call.callId(), call.arguments());
    }
    return call.inGraph() || tool.body() instanceof ToolBody.Graph
        ? work(tool, call)
        : ToolBreaker.guard(tool, host.health(), host.clock(), () -> work(tool, call));
  }

  private Future<ToolResult> work(Tool tool, StepCall call) {
    ToolCall request = new ToolCall(
        scope.id(), call.callId(), call.idempotencyKey(), call.arguments(), tool.timeout(), scope.cancellation(),
        new BodyDialogue(scope, call.callId()), scope.caller());
    Future<ToolResult> work = switch (tool.body()) {
      case ToolBody.Async async -> ToolWork.async(async.call(), tool, request, scope);
      case ToolBody.Blocking blocking -> ToolWork.blocking(blocking.call(), tool, request, scope);
      case ToolBody.Graph graph -> new GraphRun(graph.graph(), scope, call.callId(), call.arguments()).begin();
    };
    long begun = host.clock().millis();
    return work.map(result -> checked(tool, result))
        .onSuccess(result -> host.monitors().observed(tool.name(), result, host.clock().millis() - begun));
  }

  private static ToolResult checked(Tool tool, ToolResult result) {
    Schema promised = tool.output();
    if (promised == null || !(result instanceof ToolResult.Success success)) {
      return result;
    }
    List<String> violations = promised.violations(success.output());
    return violations.isEmpty()
        ? result
        : ToolResult.failure(
            FailureClass.CONTRACT_VIOLATION,
            "result of tool '" + tool.name() + "' does not fit its schema: " + String.join("; ", violations));
  }

  private static RunEvent outcome(StepCall call, ToolResult result) {
    return switch (result) {
      case ToolResult.Success success ->
          new RunEvent.ToolSucceeded(call.callId(), call.parent(), call.step(), call.tool(), success.output());
      case ToolResult.Failure failure -> new RunEvent.ToolFailed(
          call.callId(), call.parent(), call.step(), call.tool(), failure.failureClass(), failure.message(), failure.maybePerformed(),
          null);
      case ToolResult.Escalation asked -> new RunEvent.ToolFailed(
          call.callId(), call.parent(), call.step(), call.tool(), FailureClass.OUTAGE, asked.question(), false, asked.blockers());
    };
  }
}
