package io.roundhouse.runtime.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.runtime.GraphTool;
import io.roundhouse.runtime.RunEvent;
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
    return RunFacts.of(tool.graph())
        .withGiven(given)
        .withCompleted(completed)
        .withExcluded(excluded)
        .withInDoubt(open.keySet())
        .withApproved(approved)
        .withRung(rung);
  }

  private void read(RunEvent event) {
    switch (event) {
      case RunEvent.ToolCalled e when mine(e.parent()) -> {
        calls++;
        unanswered.put(name(e.callId()), e);
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
        (e.approved() ? approved : excluded).add(ToolId.of(e.step()));
      }
      default -> { }
    }
  }

  private void succeeded(RunEvent.ToolSucceeded e) {
    unanswered.remove(name(e.callId()));
    if (isUndo(e.callId())) {
      ToolId undone = undone(e.callId());
      completed.removeIf(call -> call.tool().equals(undone));
      return;
    }
    ToolId id = ToolId.of(e.step());
    open.remove(id);
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
    open.remove(id);
    items.failure(e.step(), e.message());
    if (e.failureClass() == FailureClass.BAD_INPUT) {
      tool.graph().find(id).ifPresent(this::excludeContract);
    } else if (e.failureClass() == FailureClass.DENIED) {
      excluded.add(id);
    }
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

  private ToolId undone(String callId) {
    return ToolId.of(name(callId).substring(UNDO.length()));
  }

  /** The part of a call id that says which step or undo it is. */
  private String name(String callId) {
    return callId.substring(parent.length() + 1, callId.lastIndexOf('#'));
  }
}
