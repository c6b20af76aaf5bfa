package io.roundhouse.runtime.engine;

import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.RunEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was recorded of a run before this process began to perform it, by call. Immutable after construction. */
final class RunHistory {

  private final List<RunEvent> events = new ArrayList<>();
  private final Map<String, RunEvent> intents = new HashMap<>();
  private final Map<String, RunEvent> outcomes = new HashMap<>();
  private final Map<String, InputRequest> questions = new HashMap<>();
  private final Map<String, InputAnswer> answers = new HashMap<>();
  private final boolean taken;

  private RunHistory(List<JournalEntry> entries, boolean taken) {
    this.taken = taken;
    for (JournalEntry entry : entries) {
      events.add(entry.event());
      switch (entry.event()) {
        case RunEvent.ToolCalled e -> intents.put(e.callId(), e);
        case RunEvent.ModelCalled e -> intents.put(e.callId(), e);
        case RunEvent.ToolSucceeded e -> outcomes.put(e.callId(), e);
        case RunEvent.ToolFailed e -> outcomes.put(e.callId(), e);
        case RunEvent.ModelAnswered e -> outcomes.put(e.callId(), e);
        case RunEvent.ModelFailed e -> outcomes.put(e.callId(), e);
        case RunEvent.AgentStarted e -> intents.put(e.callId(), e);
        case RunEvent.AgentAnswered e -> outcomes.put(e.callId(), e);
        case RunEvent.AgentFailed e -> outcomes.put(e.callId(), e);
        case RunEvent.Routed e -> outcomes.put("routed:" + e.parent(), e);
        case RunEvent.Refused e -> outcomes.put("routed:" + e.callId(), e);
        case RunEvent.OutOfScope e -> outcomes.put("routed:" + e.callId(), e);
        case RunEvent.ModelChosen e -> outcomes.put("model-chosen:" + e.callId(), e);
        case RunEvent.InputAsked e -> questions.put(e.request().id(), e.request());
        case RunEvent.InputAnswered e -> answers.put(e.id(), e.answer());
        default -> { }
      }
    }
  }

  /** The beginning that this process has just written itself. */
  static RunHistory of(List<JournalEntry> opening) {
    return new RunHistory(opening, false);
  }

  /** What an earlier process left. */
  static RunHistory left(List<JournalEntry> entries) {
    return new RunHistory(entries, true);
  }

  /** Whether another process may have acted on this call's intent. */
  boolean mayHaveBegun(String callId) {
    return taken && intents.containsKey(callId);
  }

  List<RunEvent> events() {
    return events;
  }

  /** What was about to happen under this call id; null if nothing was. */
  @Nullable RunEvent intent(String callId) {
    return intents.get(callId);
  }

  /** What came of this call id; null if nobody recorded it. */
  @Nullable RunEvent outcome(String callId) {
    return outcomes.get(callId);
  }

  /** What was asked under this id; null if nothing was. */
  @Nullable InputRequest question(String id) {
    return questions.get(id);
  }

  /** What was answered under this id; null if nobody did. */
  @Nullable InputAnswer answer(String id) {
    return answers.get(id);
  }

  /** Calls that were begun and whose outcome nobody recorded. */
  List<String> inDoubt() {
    return intents.keySet().stream().filter(id -> !outcomes.containsKey(id)).sorted().toList();
  }
}
