package io.roundhouse.runtime.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.runtime.GraphTool;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.StepBinding;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.GoalLadder;
import io.roundhouse.toolgraph.ItemId;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.heal.Decision;
import io.roundhouse.toolgraph.heal.HealEvent;
import io.roundhouse.toolgraph.heal.Healer;
import io.roundhouse.toolgraph.health.HealthBoard;
import io.roundhouse.toolgraph.plan.Plan;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Performs one tool graph within a run: it does what the {@link Healer} decides, and tells it what came of it. Confined to the run's
 * event loop.
 *
 * <p>Every decision is recorded before it is performed. After a restart the items that are known are taken from the log, and the
 * healer plans on from there.
 */
public final class GraphRun {

  private final GraphTool tool;
  private final GraphScope scope;
  private final String parent;
  private final GraphMemory memory;
  private final GraphItems items;
  private final Healer healer;
  private final Promise<ToolResult> result = Promise.promise();
  private int calls;
  private ToolResult.@Nullable Failure lastFailure;

  /** Prepares the run of {@code tool} under the call id {@code parent}. */
  public GraphRun(GraphTool tool, GraphScope scope, String parent, JsonNode arguments) {
    this.tool = tool;
    this.scope = scope;
    this.parent = parent;
    this.memory = GraphMemory.of(tool, parent, arguments, scope.history());
    this.items = memory.items();
    items.put("run", JsonNodeFactory.instance.objectNode().put("id", scope.runId()).put("key", scope.runKey()));
    this.calls = memory.calls();
    HealthBoard health = scope.health(tool.graph().name());
    health.register(tool.graph());
    this.healer = Healer.start(tool.graph(), health, memory.facts(), tool.policy());
  }

  /** Begins, or goes on after a restart; the future never fails. */
  public Future<ToolResult> begin() {
    List<Decision> first = healer.begin(scope.nowMillis());
    perform(first, healer.plan().map(this::planned));
    return result.future();
  }

  private RunEvent planned(Plan plan) {
    ToolGraph graph = tool.graph();
    String rung = graph.goals().rung(healer.rung()).name();
    return new RunEvent.Planned(parent, graph.name(), rung, plan.tools().stream().map(ToolId::value).toList());
  }

  /** What the last failed step said; null if none failed in this process. */
  public ToolResult.@Nullable Failure lastFailure() {
    return lastFailure;
  }

  private void happened(HealEvent event) {
    if (!result.future().isComplete() && !scope.hasEnded()) {
      int before = healer.rung();
      List<Decision> decisions = healer.on(event, scope.nowMillis());
      boolean climbed = healer.rung() < before;
      perform(decisions, climbed ? healer.plan().map(this::planned) : Optional.empty());
    }
  }

  private void perform(List<Decision> decisions, Optional<RunEvent> before) {
    List<RunEvent> log = new ArrayList<>();
    before.ifPresent(log::add);
    for (Decision decision : decisions) {
      if (!(decision instanceof Decision.AskApproval ask && memory.takeAsked(ask.tool().value()))) {
        DecisionEvents.of(decision, tool.graph(), parent).ifPresent(log::add);
      }
    }
    if (log.isEmpty()) {
      decisions.forEach(this::perform);
    } else {
      scope.record(log).onSuccess(recorded -> decisions.forEach(this::perform)).onFailure(ended -> finish(new ToolResult.Failure(
          FailureClass.DENIED, "the run has ended")));
    }
  }

  private void perform(Decision decision) {
    switch (decision) {
      case Decision.Call call -> call(call.tool());
      case Decision.Retry retry -> scope.after(retry.delayMillis(), () -> call(retry.tool()));
      case Decision.Compensate undo when undo.delayMillis() > 0 -> scope.after(undo.delayMillis(), () -> compensate(undo));
      case Decision.Compensate undo -> compensate(undo);
      case Decision.Wait wait ->
          scope.after(wait.untilMillis() - scope.nowMillis(), () -> happened(new HealEvent.HealthChanged()));
      case Decision.Complete complete -> finish(ToolResult.of(output(complete)));
      case Decision.Escalate escalate -> finish(new ToolResult.Escalation(
          Questions.sentence(tool.graph(), escalate), escalate.question().blockers().stream().map(ToolId::value).toList()));
      case Decision.Stop stop -> finish(ToolResult.failure(FailureClass.DENIED, stop.reason()));
      case Decision.AskApproval ask -> ask(ask);
      case Decision.Reroute reroute -> { }
      case Decision.Abandon abandon -> { }
      case Decision.Demote demote -> { }
    }
  }

  private void ask(Decision.AskApproval ask) {
    String step = ask.tool().value();
    scope.onApproval(
        parent,
        new InputRequest.Approval(InputIds.approval(parent, step), ask.reason(), step),
        approved -> happened(
            approved ? new HealEvent.Approved(ask.tool()) : new HealEvent.Refused(ask.tool(), "a person said no")));
  }

  private void call(ToolId id) {
    StepBinding binding = tool.step(id).orElseThrow();
    scope.call(stepCall(id.value(), id.value(), binding)).onSuccess(outcome -> {
      switch (outcome) {
        case ToolResult.Success success -> happened(new HealEvent.ToolSucceeded(id, take(id, binding, success.output())));
        case ToolResult.Failure failure -> {
          items.failure(id.value(), failure.message());
          lastFailure = failure;
          happened(HealEvent.ToolFailed.of(id, failure.failureClass(), failure.message())
              .withRetryAfterMillis(failure.retryAfterMillis())
              .withMaybePerformed(failure.maybePerformed()));
        }
        case ToolResult.Escalation asked -> {
          items.failure(id.value(), asked.question());
          happened(HealEvent.ToolFailed.of(id, FailureClass.OUTAGE, asked.question()));
        }
      }
    });
  }

  private void compensate(Decision.Compensate undo) {
    StepBinding binding = tool.step(undo.undo()).orElseThrow();
    String name = GraphMemory.UNDO + undo.tool().value();
    scope.call(stepCall(name, undo.undo().value(), binding)).onSuccess(outcome -> happened(switch (outcome) {
      case ToolResult.Success success -> new HealEvent.CompensationSucceeded(undo.tool());
      case ToolResult.Failure failure -> new HealEvent.CompensationFailed(undo.tool(), failure.message());
      case ToolResult.Escalation asked -> new HealEvent.CompensationFailed(undo.tool(), asked.question());
    }));
  }

  private StepCall stepCall(String name, String step, StepBinding binding) {
    String unanswered = memory.takeUnanswered(name, binding.tool());
    String callId = unanswered == null ? parent + "/" + name + "#" + ++calls : unanswered;
    return new StepCall(
        callId, parent, step, binding.tool(), items.fill(binding.arguments()), scope.runKey() + "/" + parent + "/" + name, true);
  }

  private Set<ItemId> take(ToolId id, StepBinding binding, JsonNode output) {
    return items.take(tool.graph().tool(id).outputs(), binding, output);
  }

  private ObjectNode output(Decision.Complete complete) {
    ObjectNode output = JsonNodeFactory.instance.objectNode().put("outcome", complete.goal());
    GoalLadder.Rung rung = tool.graph().goals().rung(complete.rung());
    Set<ItemId> wanted = new HashSet<>(rung.items());
    wanted.stream().map(ItemId::value).sorted().forEach(name -> items.get(name).ifPresent(value -> output.set(name, value)));
    return output;
  }

  private void finish(ToolResult outcome) {
    result.tryComplete(outcome);
  }
}
