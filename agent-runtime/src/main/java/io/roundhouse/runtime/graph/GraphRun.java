package io.roundhouse.runtime.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.runtime.GraphTool;
import io.roundhouse.runtime.InputAnswer;
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
import io.roundhouse.toolgraph.heal.Question;
import io.roundhouse.toolgraph.health.HealthBoard;
import io.roundhouse.toolgraph.plan.Plan;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Performs one tool graph within a run: it does what the {@link Healer} decides, and tells it what came of it. Confined to the run's
 * event loop.
 *
 * <p>Every decision is recorded before it is performed: before a question is shown, and in one commit with the intent of the next call.
 * After a restart the items that are known are taken from the log, and the
 * healer plans on from there.
 */
public final class GraphRun {

  private final GraphTool tool;
  private final GraphScope scope;
  private final String parent;
  private final GraphMemory memory;
  private final GraphItems items;
  private final Healer healer;
  private final HealthBoard health;
  private final Choices choices;
  private final boolean attended;
  private final Map<String, Question> open = new LinkedHashMap<>();
  private final Promise<ToolResult> result = Promise.promise();
  private int calls;
  private ToolResult.@Nullable Failure lastFailure;

  /** Prepares the run of {@code tool} under the call id {@code parent}. */
  public GraphRun(GraphTool tool, GraphScope scope, String parent, JsonNode arguments) {
    this(tool, scope, parent, arguments, scope.attended());
  }

  private GraphRun(GraphTool tool, GraphScope scope, String parent, JsonNode arguments, boolean attended) {
    this.tool = tool;
    this.scope = scope;
    this.parent = parent;
    this.memory = GraphMemory.of(tool, parent, arguments, scope.history());
    this.items = memory.items();
    items.put("run", JsonNodeFactory.instance.objectNode().put("id", scope.runId()).put("key", scope.runKey()));
    this.calls = memory.calls();
    this.attended = attended;
    this.choices = new Choices(tool, parent, name -> Objects.requireNonNull(memory.latestCalls().get(name)));
    this.health = scope.health(tool.graph().name());
    health.register(tool.graph());
    // A run must not forget what it found out: a tool that was down is left alone for a while in this process, too.
    memory.down().forEach(step -> health.recordFailure(step, FailureClass.OUTAGE, scope.nowMillis()));
    this.healer = Healer.start(tool.graph(), health, memory.facts(), tool.policy());
  }

  /** The same for a graph that asks nobody: when no route is left, it ends and says so. */
  public static GraphRun unattended(GraphTool tool, GraphScope scope, String parent, JsonNode arguments) {
    return new GraphRun(tool, scope, parent, arguments, false);
  }

  /** Begins, or goes on after a restart; the future never fails. */
  public Future<ToolResult> begin() {
    if (memory.gaveUp()) {
      healer.on(new HealEvent.Cancelled("given up"), scope.nowMillis());
    }
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
      if (!healer.isAsking()) {
        withdrawAll();
      }
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
      boolean shown = decisions.stream().anyMatch(Decision.AskApproval.class::isInstance);
      (shown ? scope.record(log) : scope.recordWithNext(log))
          .onSuccess(recorded -> decisions.forEach(this::perform))
          .onFailure(ended -> finish(new ToolResult.Failure(FailureClass.DENIED, "the run has ended")));
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
      case Decision.Escalate escalate -> escalate(escalate);
      case Decision.Stop stop -> finish(ToolResult.failure(FailureClass.DENIED, stop.reason()));
      case Decision.AskApproval ask -> ask(ask);
      case Decision.Reroute reroute -> { }
      case Decision.Abandon abandon -> { }
      case Decision.Demote demote -> { }
    }
  }

  private void ask(Decision.AskApproval ask) {
    String step = ask.tool().value();
    int number = memory.settled().merge(InputIds.approval(parent, step, 1), 1, Integer::sum);
    scope.onApproval(
        parent,
        new InputRequest.Approval(InputIds.approval(parent, step, number), ask.reason(), step),
        approved -> happened(
            approved ? new HealEvent.Approved(ask.tool()) : new HealEvent.Refused(ask.tool(), "a person said no")));
  }

  /** Ends the graph with the question, or asks it and goes on with the answer. */
  private void escalate(Decision.Escalate ask) {
    if (!attended || healer.isOver()) {
      finish(escalation(ask));
      return;
    }
    Question question = ask.question();
    if (question.kind() == Question.Kind.NO_ROUTE) {
      withdrawAll(Question.Kind.NO_ROUTE);
    }
    String trouble = question.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    String blocker = question.kind() == Question.Kind.NO_ROUTE ? "" : question.blockers().stream()
        .map(tool -> "-" + tool.value()).collect(Collectors.joining());
    String prefix = InputIds.choice(parent, trouble + blocker);
    String id = prefix + memory.settled().merge(prefix, 1, Integer::sum);
    open.put(id, question);
    scope.choose(
        parent,
        choices.choice(id, ask),
        answer -> choices.violations(question, answer),
        (answer, by) -> choices.consequences(question, answer, by)).onSuccess(answer -> {
          if (open.remove(id) == null) {
            return;
          }
          if (answer instanceof InputAnswer.Dismissed) {
            finish(escalation(ask));
          } else {
            HealEvent event = choices.event(question, answer, items);
            if (event instanceof HealEvent.DoubtResolved resolved && question.kind() == Question.Kind.UNDO_FAILED) {
              undone(resolved.tool());
            }
            happened(event);
          }
        });
  }

  private ToolResult.Escalation escalation(Decision.Escalate ask) {
    return new ToolResult.Escalation(
        Questions.sentence(tool.graph(), ask), ask.question().blockers().stream().map(ToolId::value).toList());
  }

  private void withdrawAll(Question.Kind... kinds) {
    for (Map.Entry<String, Question> entry : List.copyOf(open.entrySet())) {
      if (kinds.length == 0 || List.of(kinds).contains(entry.getValue().kind())) {
        open.remove(entry.getKey());
        scope.withdraw(entry.getKey());
      }
    }
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
      case ToolResult.Success success -> undone(undo.tool());
      case ToolResult.Failure failure -> new HealEvent.CompensationFailed(undo.tool(), failure.message());
      case ToolResult.Escalation asked -> new HealEvent.CompensationFailed(undo.tool(), asked.question());
    }));
  }

  private HealEvent undone(ToolId step) {
    memory.undone().merge(step, 1, Integer::sum);
    return new HealEvent.CompensationSucceeded(step);
  }

  /** A call that repeats what was undone is another one for whoever recognises calls by their key. */
  private String key(String name) {
    String step = name.startsWith(GraphMemory.UNDO) ? name.substring(GraphMemory.UNDO.length()) : name;
    int undone = memory.undone().getOrDefault(ToolId.of(step), 0);
    return scope.runKey() + "/" + parent + "/" + name + (undone == 0 ? "" : "~" + (undone + 1));
  }

  private StepCall stepCall(String name, String step, StepBinding binding) {
    boolean repeats = name.startsWith(GraphMemory.UNDO) || tool.graph().tool(ToolId.of(step)).effect().isRepeatable();
    String unanswered = repeats ? memory.takeUnanswered(name, binding.tool()) : null;
    String callId = unanswered == null ? parent + "/" + name + "#" + ++calls : unanswered;
    memory.latestCalls().put(name, callId);
    return new StepCall(callId, parent, step, binding.tool(), items.fill(binding.arguments()), key(name), true);
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
    withdrawAll();
    result.tryComplete(outcome);
  }
}
