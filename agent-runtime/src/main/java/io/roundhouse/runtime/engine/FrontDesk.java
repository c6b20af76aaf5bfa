package io.roundhouse.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.routers.Assignment;
import io.roundhouse.routers.CascadedController;
import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.Decision;
import io.roundhouse.routers.Policies;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.Team;
import io.roundhouse.runtime.TeamRules;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Answers for a front desk: the controller picks who answers and how, and the choice goes into the log with its reasons. */
final class FrontDesk {

  private final RunScope scope;
  private final LocalRuntime host;
  private final AgentCaller caller;

  FrontDesk(RunScope scope, LocalRuntime host, AgentCaller caller) {
    this.scope = scope;
    this.host = host;
    this.caller = caller;
  }

  Future<AgentReply> answer(String callId, AgentBody.Routed desk, AgentQuestion question) {
    if (scope.recorded().outcome("routed:" + callId) instanceof RunEvent.Routed chosen) {
      return perform(callId, desk, question, CollaborationMode.valueOf(chosen.mode()), seats(chosen));
    }
    Catalog catalog = host.catalog();
    List<Agent> agents = catalog.agents().stream().filter(agent -> desk.agents().contains(agent.name())).toList();
    Decision decision = controller(desk).decide(RoutingView.request(catalog, agents, question.text()));
    return switch (decision) {
      case Decision.Routed routed -> {
        RunEvent event = new RunEvent.Routed(
            callId, routed.lead().agent(), routed.mode().name(), decision.explain(), DecisionJson.of(decision));
        yield scope.record(List.of(event))
            .compose(recorded -> perform(callId, desk, question, routed.mode(), routed.assignments()));
      }
      case Decision.OutOfScope out -> Future.succeededFuture(AgentReply.text(
          "Nobody here does that. You can ask for: " + agents.stream()
              .map(agent -> agent.name() + " (" + agent.description() + ")")
              .collect(Collectors.joining("; "))));
    };
  }

  private static CascadedController controller(AgentBody.Routed desk) {
    Policies policies = Policies.ofDefaults();
    return CascadedController.of(desk.modes().isEmpty() ? policies : policies
        .withMode(DeskPolicies.mode(desk.modes()))
        .withNumber(DeskPolicies.number()));
  }

  private Future<AgentReply> perform(
      String callId, AgentBody.Routed desk, AgentQuestion question, CollaborationMode mode, List<Assignment> seats) {
    if (mode == CollaborationMode.SOLO) {
      Assignment lead = seats.getFirst();
      return caller.ask(callId + "/" + lead.agent(), lead.agent(), question.withModel(lead.model()));
    }
    List<String> seated = seats.stream().map(Assignment::agent).toList();
    List<String> reserves = desk.agents().stream().filter(name -> !seated.contains(name)).toList();
    Team team = new Team(mode, seats, TeamRules.ofDefaults().withReserves(reserves));
    return new TeamTable(scope, caller, callId, question, team).work();
  }

  /** The seats of a recorded decision; one that only names its lead has one seat. */
  private static List<Assignment> seats(RunEvent.Routed chosen) {
    List<Assignment> seats = new ArrayList<>();
    for (JsonNode seat : chosen.decision().path("assignments")) {
      seats.add(new Assignment(seat.path("agent").asText(), seat.path("role").asText(), seat.path("model").textValue()));
    }
    return seats.isEmpty() ? List.of(new Assignment(chosen.agent(), Assignment.ANSWERER, null)) : seats;
  }
}
