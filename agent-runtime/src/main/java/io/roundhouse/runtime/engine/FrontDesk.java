package io.roundhouse.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.routers.CascadedController;
import io.roundhouse.routers.Decision;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.RunEvent;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers for a front desk: the controller picks who answers, and the choice goes into the log with its reasons. */
final class FrontDesk {

  private final RunScope scope;
  private final LocalRuntime host;
  private final AgentCaller caller;

  FrontDesk(RunScope scope, LocalRuntime host, AgentCaller caller) {
    this.scope = scope;
    this.host = host;
    this.caller = caller;
  }

  Future<AgentReply> answer(String callId, AgentBody.Routed desk, String text, @Nullable JsonNode data) {
    if (scope.recorded().outcome("routed:" + callId) instanceof RunEvent.Routed chosen) {
      return caller.ask(callId + "/" + chosen.agent(), chosen.agent(), text, data);
    }
    Catalog catalog = host.catalog();
    List<Agent> agents = catalog.agents().stream().filter(agent -> desk.agents().contains(agent.name())).toList();
    Decision decision = CascadedController.ofDefaults().decide(RoutingView.request(catalog, agents, text));
    return switch (decision) {
      case Decision.Routed routed -> {
        String agent = routed.lead().agent();
        RunEvent event =
            new RunEvent.Routed(callId, agent, routed.mode().name(), decision.explain(), DecisionJson.of(decision));
        yield scope.record(List.of(event)).compose(recorded -> caller.ask(callId + "/" + agent, agent, text, data));
      }
      case Decision.OutOfScope out -> Future.succeededFuture(AgentReply.text(
          "Nobody here does that. You can ask for: " + agents.stream()
              .map(agent -> agent.name() + " (" + agent.description() + ")")
              .collect(Collectors.joining("; "))));
    };
  }
}
