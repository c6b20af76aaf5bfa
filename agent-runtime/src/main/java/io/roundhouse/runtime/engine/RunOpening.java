package io.roundhouse.runtime.engine;

import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.Target;
import io.roundhouse.runtime.graph.StepCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How the log of a run begins: what was asked, and in the same commit what is done about it first. */
final class RunOpening {

  static final String AGENT_CALL = "agent";
  private static final String TOOL_CALL = "call";

  private RunOpening() {}

  /** Accepted, then the intent of the run's first call unless its budget forbids any, or it takes more than the request to know it. */
  static List<JournalEntry> entries(RunId id, RunRequest request, Instant now) {
    List<JournalEntry> entries = new ArrayList<>(2);
    entries.add(new JournalEntry(id, 1, now, AcceptedRequest.event(request)));
    if (new RunMeter(request.budget(), now).step(now).isEmpty()) {
      switch (request.target()) {
        case Target.ToolTarget target ->
            entries.add(new JournalEntry(id, 2, now, intent(toolCall(request, runKey(id, request)))));
        case Target.AgentTarget target ->
            entries.add(new JournalEntry(id, 2, now, new RunEvent.AgentStarted(AGENT_CALL, target.name(), text(request))));
        case Target.ModelTarget target -> { }
      }
    }
    return entries;
  }

  /** What the keys of a run's calls begin with: the request's own key, else the run's id. */
  static String runKey(RunId id, RunRequest request) {
    return request.key() == null ? id.value() : request.key();
  }

  /** The one call of a run of a tool. */
  static StepCall toolCall(RunRequest request, String runKey) {
    String tool = request.target().name();
    return new StepCall(TOOL_CALL, "", tool, tool, request.input(), runKey + "/" + TOOL_CALL, false);
  }

  /** What an agent is asked. */
  static String text(RunRequest request) {
    return request.input().path("text").asText();
  }

  static RunEvent.ToolCalled intent(StepCall call) {
    return new RunEvent.ToolCalled(call.callId(), call.parent(), call.step(), call.tool(), call.arguments(), call.idempotencyKey());
  }
}
