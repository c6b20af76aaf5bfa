package io.roundhouse.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.roundhouse.routers.CascadedController;
import io.roundhouse.routers.Decision;
import io.roundhouse.routers.Policies;
import io.roundhouse.routers.RoutingRequest;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.DeskRouting;
import io.roundhouse.runtime.RunEvent;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers for a front desk: the controller picks who answers, and the choice goes into the log with its reasons. */
final class FrontDesk {

  private static final Logger LOG = LoggerFactory.getLogger(AgentRuntime.class);
  private static final Duration LONGEST_DECISION = Duration.ofMinutes(5);

  private final RunScope scope;
  private final LocalRuntime host;
  private final AgentCaller caller;
  private final String name;

  FrontDesk(RunScope scope, LocalRuntime host, AgentCaller caller, String name) {
    this.scope = scope;
    this.host = host;
    this.caller = caller;
    this.name = name;
  }

  Future<AgentReply> answer(String callId, AgentBody.Routed desk, String text, @Nullable JsonNode data) {
    if (scope.recorded().outcome("routed:" + callId) instanceof RunEvent.Routed chosen) {
      return caller.ask(callId + "/" + chosen.agent(), chosen.agent(), text, data);
    }
    Catalog catalog = host.catalog();
    List<Agent> agents = catalog.agents().stream().filter(agent -> desk.agents().contains(agent.name())).toList();
    RoutingRequest request = RoutingView.request(catalog, agents, text);
    AgentSession session = new AgentSession(scope, host, callId + "/desk", text, data);
    return outcome(callId, request, session).compose(settled -> switch (settled.outcome()) {
      case DeskRouting.Outcome.Decided decided -> perform(callId, decided.decision(), settled.journaled(), agents, text, data);
      case DeskRouting.Outcome.Refused refused -> {
        LOG.info("run {}: front desk '{}' refuses a request: {}", scope.id(), name, refused.explanation());
        yield Future.succeededFuture(AgentReply.text(refused.message()));
      }
    });
  }

  /** An outcome with what the journal keeps of it. */
  private record Settled(DeskRouting.Outcome outcome, JsonNode journaled) {

    static Settled of(DeskRouting.Outcome outcome) {
      return new Settled(outcome, outcome instanceof DeskRouting.Outcome.Decided decided
          ? DecisionJson.of(decided.decision()) : NullNode.getInstance());
    }
  }

  /** Words decide at once; whatever else may take its time decides on a virtual thread. */
  private Future<Settled> outcome(String callId, RoutingRequest request, AgentSession session) {
    Policies usual = Policies.ofDefaults();
    return host.desk(name)
        .map(routing -> ToolWork.onVirtualThread(callId + "/desk", name,
            () -> Settled.of(routing.decide(request, usual, scope.caller(), session)), LONGEST_DECISION, scope))
        .orElseGet(() -> Future.succeededFuture(
            Settled.of(new DeskRouting.Outcome.Decided(CascadedController.of(usual).decide(request)))));
  }

  private Future<AgentReply> perform(
      String callId, Decision decision, JsonNode journaled, List<Agent> agents, String text, @Nullable JsonNode data) {
    return switch (decision) {
      case Decision.Routed routed -> {
        String agent = routed.lead().agent();
        RunEvent event = new RunEvent.Routed(callId, agent, routed.mode().name(), decision.explain(), journaled);
        yield scope.record(List.of(event)).compose(recorded -> caller.ask(callId + "/" + agent, agent, text, data));
      }
      case Decision.OutOfScope out -> Future.succeededFuture(AgentReply.text(
          "Nobody here does that. You can ask for: " + agents.stream()
              .map(agent -> agent.name() + " (" + agent.description() + ")")
              .collect(Collectors.joining("; "))));
    };
  }
}
