package io.roundhouse.runtime.graph;

import io.roundhouse.runtime.RunEvent;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.heal.Decision;
import io.roundhouse.toolgraph.plan.Plan;
import java.util.List;
import java.util.Optional;

/** The healer's decisions as the journal tells them. Calls are not here: each is recorded with its arguments when it is made. */
final class DecisionEvents {

  private DecisionEvents() {}

  static Optional<RunEvent> of(Decision decision, ToolGraph graph, String parent) {
    return Optional.ofNullable(switch (decision) {
      case Decision.Retry retry ->
          new RunEvent.Retried(parent, retry.tool().value(), retry.attempt(), retry.delayMillis(), retry.reason());
      case Decision.Reroute reroute -> {
        ToolId failed = reroute.failed();
        yield new RunEvent.Rerouted(
            parent, failed == null ? "" : failed.value(), names(reroute.oldPlan()), names(reroute.newPlan()), reroute.reason());
      }
      case Decision.Abandon abandon -> new RunEvent.Abandoned(parent, abandon.tool().value(), abandon.reason());
      case Decision.Compensate undo ->
          new RunEvent.Compensating(parent, undo.tool().value(), undo.undo().value(), undo.reason());
      case Decision.Demote demote -> new RunEvent.Demoted(
          parent, graph.goals().rung(demote.fromRung()).name(), graph.goals().rung(demote.toRung()).name(), demote.reason());
      case Decision.AskApproval ask -> new RunEvent.ApprovalAsked(parent, ask.tool().value(), ask.reason());
      case Decision.Call call -> null;
      case Decision.Wait wait -> null;
      case Decision.Complete complete -> null;
      case Decision.Escalate escalate -> null;
      case Decision.Stop stop -> null;
    });
  }

  private static List<String> names(Plan plan) {
    return plan.tools().stream().map(ToolId::value).toList();
  }
}
