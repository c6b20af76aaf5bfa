package io.roundhouse.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.roundhouse.runtime.RunObserver;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.toolgraph.FailureClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what runs do, event by event. Thread-safe. */
final class RunMetrics implements RunObserver {

  private final MeterRegistry registry;
  private final Map<List<String>, Counter> counters = new ConcurrentHashMap<>();

  RunMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (String outcome : List.of("completed", "failed", "escalated", "cancelled")) {
      counter("roundhouse.runs", "outcome", outcome);
    }
    counter("roundhouse.reroutes");
    counter("roundhouse.escalations");
  }

  @Override
  public void onEvent(JournalEntry entry) {
    switch (entry.event()) {
      case RunEvent.Accepted accepted -> counter("roundhouse.runs.accepted", "kind", accepted.kind()).increment();
      case RunEvent.Resumed resumed -> counter("roundhouse.runs.resumed").increment();
      case RunEvent.ToolSucceeded call -> toolCall(call.tool(), "ok");
      case RunEvent.ToolFailed call -> toolCall(call.tool(), word(call.failureClass()));
      case RunEvent.Retried retried -> counter("roundhouse.retries").increment();
      case RunEvent.Rerouted rerouted -> counter("roundhouse.reroutes").increment();
      case RunEvent.Compensating compensating -> counter("roundhouse.compensations").increment();
      case RunEvent.Demoted demoted -> counter("roundhouse.demotions").increment();
      case RunEvent.ApprovalAsked asked -> counter("roundhouse.approvals").increment();
      case RunEvent.InputAsked asked -> counter("roundhouse.questions").increment();
      case RunEvent.ModelAnswered answer -> answered(answer);
      case RunEvent.ModelFailed failed -> modelCall(failed.model(), word(failed.failureClass()));
      case RunEvent.Completed completed -> ended("completed");
      case RunEvent.Failed failed -> ended("failed");
      case RunEvent.Cancelled cancelled -> ended("cancelled");
      case RunEvent.Escalated escalated -> {
        counter("roundhouse.escalations").increment();
        ended("escalated");
      }
      case RunEvent.Abandoned abandoned -> counter("roundhouse.abandonments").increment();
      case RunEvent.FellBack fellBack -> counter("roundhouse.model.fallbacks", "model", fellBack.from()).increment();
      case RunEvent.BudgetReached reached ->
          counter("roundhouse.budgets.reached", "action", reached.action().name().toLowerCase(Locale.ROOT).replace('_', '-')).increment();
      case RunEvent.TeamStarted team ->
          counter("roundhouse.teams", "mode", team.mode().toLowerCase(Locale.ROOT).replace('_', '-')).increment();
      case RunEvent.AgentFailed failed -> counter("roundhouse.agent.failures", "agent", failed.agent()).increment();
      case RunEvent.MemberReplaced replaced -> counter("roundhouse.team.replacements").increment();
      case RunEvent.ModeDegraded degraded -> counter("roundhouse.team.degradations").increment();
      case RunEvent.Refused refused -> counter("roundhouse.refusals", "agent", refused.agent()).increment();
      case RunEvent.OutOfScope nobody -> counter("roundhouse.out.of.scope", "agent", nobody.agent()).increment();
      case RunEvent.ModelChosen chosen -> counter("roundhouse.model.choices", "model", chosen.model()).increment();
      case RunEvent.RoundEnded ignored -> { }
      case RunEvent.Routed ignored -> { }
      case RunEvent.AgentStarted ignored -> { }
      case RunEvent.AgentAnswered ignored -> { }
      case RunEvent.ModelCalled ignored -> { }
      case RunEvent.Planned ignored -> { }
      case RunEvent.ToolCalled ignored -> { }
      case RunEvent.ApprovalAnswered ignored -> { }
      case RunEvent.InputAnswered ignored -> { }
      case RunEvent.Readmitted ignored -> { }
      case RunEvent.Waived ignored -> { }
      case RunEvent.GaveUp ignored -> { }
    }
  }

  private void answered(RunEvent.ModelAnswered answer) {
    modelCall(answer.model(), answer.cached() ? "cached" : "ok");
    counter("roundhouse.model.tokens", "model", answer.model(), "direction", "input").increment((double) answer.inputTokens());
    counter("roundhouse.model.tokens", "model", answer.model(), "direction", "output").increment((double) answer.outputTokens());
    counter("roundhouse.model.cost.dollars", "model", answer.model()).increment(answer.micros() / 1e6);
  }

  private void ended(String outcome) {
    counter("roundhouse.runs", "outcome", outcome).increment();
  }

  private void toolCall(String tool, String result) {
    counter("roundhouse.tool.calls", "tool", tool, "result", result).increment();
  }

  private void modelCall(String model, String result) {
    counter("roundhouse.model.calls", "model", model, "result", result).increment();
  }

  private static String word(FailureClass failure) {
    return failure.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Counter counter(String name, String... tags) {
    List<String> key = new ArrayList<>(List.of(tags));
    key.add(name);
    return counters.computeIfAbsent(key, missing -> registry.counter(name, tags));
  }
}
