package io.roundhouse.runtime.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.runtime.GraphTool;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.GoalLadder;
import io.roundhouse.toolgraph.ItemId;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.heal.RunFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads from a run's log what a graph run knows already; for a fresh run that is its arguments. */
final class GraphMemory {

  /** Before the name of a step in the call id of its undo. */
  static final String UNDO = "undo:";

  private final GraphTool tool;
  private final String parent;
  private final GraphItems items = new GraphItems();
  private final List<RunFacts.CompletedCall> completed = new ArrayList<>();
  private final Set<ToolId> excluded = new HashSet<>();
  private final Set<ToolId> approved = new HashSet<>();
  private final Map<ToolId, String> open = new HashMap<>();
  private final Map<String, RunEvent.ToolCalled> unanswered = new HashMap<>();
  private final Set<String> asked = new HashSet<>();
  private final Map<String, String> latest = new HashMap<>();
  private final Map<String, Integer> settled = new HashMap<>();
  private final Map<ToolId, Integer> strikes = new HashMap<>();
  private final Map<ToolId, Integer> undone = new HashMap<>();
  private final Set<ToolId> down = new TreeSet<>();
  private final Set<ToolId> waived = new HashSet<>();
  private boolean gaveUp;
  private final Set<ItemId> given = new HashSet<>();
  private int calls;
  private int rung;

  private GraphMemory(GraphTool tool, String parent) {
    this.tool = tool;
    this.parent = parent;
  }

  static GraphMemory of(GraphTool tool, String parent, JsonNode arguments, List<RunEvent> history) {
    GraphMemory memory = new GraphMemory(tool, parent);
    for (ItemId input : tool.graph().inputs()) {
      JsonNode value = arguments.get(input.value());
      if (value != null) {
        memory.items.put(input.value(), value);
        memory.given.add(input);
      }
    }
    history.forEach(memory::read);
    return memory;
  }

  GraphItems items() {
    return items;
  }

  /** How many calls were begun; the next one gets a higher number. */
  int calls() {
    return calls;
  }

  /** The id of the latest call of each step, and of the undo of each step. */
  Map<String, String> latestCalls() {
    return latest;
  }

  /** How often a question was answered, by the beginning of its id. */
  Map<String, Integer> settled() {
    return settled;
  }

  /** How often the effect of a step was taken back. */
  Map<ToolId, Integer> undone() {
    return undone;
  }

  /** Steps that were down when they were called last. */
  Set<ToolId> down() {
    return down;
  }

  /** Whether a person wants the graph to stop. */
  boolean gaveUp() {
    return gaveUp;
  }

  /**
   * The id of the call of this name whose outcome nobody recorded, so that the repetition is known for one; null if there is none, or
   * if another tool does the step now. It is handed out once.
   */
  @Nullable String takeUnanswered(String name, String byTool) {
    RunEvent.ToolCalled call = unanswered.remove(name);
    return call != null && call.tool().equals(byTool) ? call.callId() : null;
  }

  /** Whether the log has a question for the approval of this step that nobody answered. It is said once. */
  boolean takeAsked(String step) {
    return asked.remove(step);
  }

  RunFacts facts() {
    Set<ToolId> inDoubt = new HashSet<>(open.keySet());
    inDoubt.addAll(waived);
    Set<ToolId> taken = new HashSet<>(waived);
    if (gaveUp) {
      inDoubt.stream().filter(id -> tool.graph().tool(id).effect() == Effect.IRREVERSIBLE).forEach(taken::add);
    }
    return RunFacts.of(tool.graph())
        .withGiven(given)
        .withCompleted(completed)
        .withExcluded(excluded)
        .withInDoubt(inDoubt)
        .withWaived(taken)
        .withApproved(approved)
        .withRung(rung);
  }

  private void read(RunEvent event) {
    switch (event) {
      case RunEvent.ToolCalled e when mine(e.parent()) -> {
        calls++;
        unanswered.put(name(e.callId()), e);
        latest.put(name(e.callId()), e.callId());
        if (!isUndo(e.callId())) {
          open.put(ToolId.of(e.step()), e.callId());
        }
      }
      case RunEvent.ToolSucceeded e when mine(e.parent()) -> succeeded(e);
      case RunEvent.ToolFailed e when mine(e.parent()) -> failed(e);
      case RunEvent.Planned e when mine(e.parent()) -> rung = rung(e.rung());
      case RunEvent.Demoted e when mine(e.parent()) -> rung = rung(e.toRung());
      case RunEvent.ApprovalAsked e when mine(e.parent()) -> asked.add(e.step());
      case RunEvent.ApprovalAnswered e when mine(e.parent()) -> {
        asked.remove(e.step());
        settled.merge(InputIds.approval(parent, e.step(), 1), 1, Integer::sum);
        (e.approved() ? approved : excluded).add(ToolId.of(e.step()));
        if (e.approved()) {
          excluded.remove(ToolId.of(e.step()));
        }
      }
      case RunEvent.InputAnswered e when mine(e.parent()) ->
          settled.merge(e.id().substring(0, e.id().lastIndexOf('-') + 1), 1, Integer::sum);
      case RunEvent.Readmitted e when mine(e.parent()) -> e.steps().forEach(step -> {
        excluded.remove(ToolId.of(step));
        strikes.remove(ToolId.of(step));
        down.remove(ToolId.of(step));
      });
      case RunEvent.Waived e when mine(e.parent()) -> waived.add(ToolId.of(e.step()));
      case RunEvent.GaveUp e when mine(e.parent()) -> gaveUp = true;
      default -> { }
    }
  }

  private void succeeded(RunEvent.ToolSucceeded e) {
    unanswered.remove(name(e.callId()));
    if (isUndo(e.callId())) {
      ToolId taken = undoneBy(e.callId());
      completed.removeIf(call -> call.tool().equals(taken));
      open.remove(taken);
      waived.remove(taken);
      undone.merge(taken, 1, Integer::sum);
      return;
    }
    ToolId id = ToolId.of(e.step());
    open.remove(id);
    waived.remove(id);
    down.remove(id);
    tool.graph().find(id).ifPresent(arc -> {
      Set<ItemId> produced = items.take(arc.outputs(), tool.step(id).orElseThrow(), e.output());
      completed.add(new RunFacts.CompletedCall(id, produced));
    });
  }

  private void failed(RunEvent.ToolFailed e) {
    unanswered.remove(name(e.callId()));
    if (isUndo(e.callId())) {
      return;
    }
    ToolId id = ToolId.of(e.step());
    if (!leavesDoubt(e, id)) {
      open.remove(id);
      waived.remove(id);
    }
    items.failure(e.step(), e.message());
    switch (e.failureClass()) {
      case BAD_INPUT -> tool.graph().find(id).ifPresent(this::excludeContract);
      case DENIED, CONTRACT_VIOLATION -> excluded.add(id);
      case TRANSIENT, TIMEOUT, RATE_LIMITED -> {
        if (strikes.merge(id, 1, Integer::sum) >= tool.policy().maxAttempts()) {
          excluded.add(id);
        }
      }
      case OUTAGE -> {
        strikes.remove(id);
        down.add(id);
      }
    }
  }

  /** Whether the effect may have happened all the same, and must not simply be repeated. */
  private boolean leavesDoubt(RunEvent.ToolFailed e, ToolId id) {
    boolean maybe = e.maybePerformed() || e.failureClass() == FailureClass.TIMEOUT || e.failureClass() == FailureClass.CONTRACT_VIOLATION;
    return maybe && tool.graph().find(id).map(arc -> !arc.effect().isRepeatable()).orElse(false);
  }

  private void excludeContract(ToolArc refusing) {
    for (ToolArc arc : tool.graph().tools()) {
      if (arc.inputs().equals(refusing.inputs()) && arc.outputs().equals(refusing.outputs())) {
        excluded.add(arc.id());
      }
    }
  }

  private int rung(String name) {
    List<GoalLadder.Rung> rungs = tool.graph().goals().rungs();
    for (int i = 0; i < rungs.size(); i++) {
      if (rungs.get(i).name().equals(name)) {
        return i;
      }
    }
    return rung;
  }

  private boolean mine(String eventParent) {
    return parent.equals(eventParent);
  }

  private boolean isUndo(String callId) {
    return callId.startsWith(parent + "/" + UNDO);
  }

  private ToolId undoneBy(String callId) {
    return ToolId.of(name(callId).substring(UNDO.length()));
  }

  /** The part of a call id that says which step or undo it is. */
  private String name(String callId) {
    return callId.substring(parent.length() + 1, callId.lastIndexOf('#'));
  }
}
