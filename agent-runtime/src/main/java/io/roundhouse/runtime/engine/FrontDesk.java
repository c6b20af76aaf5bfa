package io.roundhouse.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.roundhouse.routers.Assignment;
import io.roundhouse.routers.CascadedController;
import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.Decision;
import io.roundhouse.routers.Policies;
import io.roundhouse.routers.Policy;
import io.roundhouse.routers.RoutingRequest;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.DeskRouting;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.Team;
import io.roundhouse.runtime.TeamRules;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers for a front desk: the controller picks who answers and how, and the choice goes into the log with its reasons. */
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

  Future<AgentReply> answer(String callId, AgentBody.Routed desk, AgentQuestion question) {
    if (scope.recorded().outcome("routed:" + callId) instanceof RunEvent.Routed chosen) {
      return perform(callId, desk, question, CollaborationMode.valueOf(chosen.mode()), seats(chosen));
    }
    if (scope.recorded().outcome("routed:" + callId) instanceof RunEvent.Refused refused) {
      return Future.succeededFuture(AgentReply.text(refused.message()));
    }
    if (scope.recorded().outcome("routed:" + callId) instanceof RunEvent.OutOfScope nobody) {
      return Future.succeededFuture(AgentReply.text(nobody.message()));
    }
    Catalog catalog = host.catalog();
    List<Agent> agents = catalog.agents().stream().filter(agent -> desk.agents().contains(agent.name())).toList();
    return request(catalog, agents, question)
        .compose(request -> outcome(callId, policies(desk), request, question))
        .compose(settled -> switch (settled.outcome()) {
          case DeskRouting.Outcome.Decided decided ->
              perform(callId, desk, question, agents, decided.decision(), settled.journaled());
          case DeskRouting.Outcome.Refused refused -> refuse(callId, refused);
        });
  }

  /** What was asked, with what the caller said before and as whom the caller is known. */
  private Future<RoutingRequest> request(Catalog catalog, List<Agent> agents, AgentQuestion question) {
    return new EarlierWords(scope, host).before(question, host.desk(name).isPresent())
        .map(earlier -> RoutingView.request(catalog, agents, question.text())
            .withEarlier(earlier).withRoles(Set.of(scope.caller().name())));
  }

  private Future<AgentReply> refuse(String callId, DeskRouting.Outcome.Refused refused) {
    LOG.info("run {}: front desk '{}' refuses a request: {}", scope.id(), name, refused.explanation());
    return scope.recordWithNext(List.of(new RunEvent.Refused(callId, name, refused.message(), refused.explanation())))
        .map(recorded -> AgentReply.text(refused.message()));
  }

  /** An outcome with what the journal keeps of it. */
  private record Settled(DeskRouting.Outcome outcome, JsonNode journaled) {

    static Settled of(DeskRouting.Outcome outcome) {
      return new Settled(outcome, outcome instanceof DeskRouting.Outcome.Decided decided
          ? DecisionJson.of(decided) : NullNode.getInstance());
    }
  }

  /** Words decide at once; whatever else may take its time decides on a virtual thread. */
  private Future<Settled> outcome(String callId, Policies usual, RoutingRequest request, AgentQuestion question) {
    if (host.desk(name).isEmpty() && host.modelRouting().isEmpty()) {
      return Future.succeededFuture(Settled.of(byWords(request, usual)));
    }
    AgentSession session = new AgentSession(scope, host, callId + "/desk", question.text(), question.data());
    return ToolWork.onVirtualThread(callId + "/desk", name, () -> {
      Policies policies = ModelRouter.policies(host, usual, ModelDemand.of(question.text()));
      Optional<DeskRouting> routing = host.desk(name);
      return Settled.of(routing.isPresent()
          ? routing.get().decide(request, policies, scope.caller().name(), session) : byWords(request, policies));
    }, LONGEST_DECISION, scope);
  }

  private static DeskRouting.Outcome byWords(RoutingRequest request, Policies policies) {
    return new DeskRouting.Outcome.Decided(CascadedController.of(policies).decide(request));
  }

  private Policies policies(AgentBody.Routed desk) {
    Policies policies = Policies.ofDefaults();
    Optional<CollaborationMode> trial = ShadowRuns.mode(scope.envelope());
    if (trial.isPresent()) {
      return policies.withMode(Policy.fixed(trial.get(), "This run is there to try the mode.")).withNumber(DeskPolicies.number());
    }
    return desk.modes().isEmpty() ? policies : policies
        .withMode(DeskPolicies.mode(desk.modes()))
        .withNumber(DeskPolicies.number());
  }

  private Future<AgentReply> perform(
      String callId, AgentBody.Routed desk, AgentQuestion question, List<Agent> agents, Decision decision, JsonNode journaled) {
    return switch (decision) {
      case Decision.Routed routed -> {
        RunEvent event = new RunEvent.Routed(callId, routed.lead().agent(), routed.mode().name(), decision.explain(), journaled);
        yield scope.recordWithNext(List.of(event))
            .onSuccess(recorded -> shadow(desk, question))
            .compose(recorded -> perform(callId, desk, question, routed.mode(), routed.assignments()));
      }
      case Decision.OutOfScope out -> {
        String message = "Nobody here does that. You can ask for: " + agents.stream()
            .map(agent -> agent.name() + " (" + agent.description() + ")")
            .collect(Collectors.joining("; "));
        yield scope.recordWithNext(List.of(new RunEvent.OutOfScope(callId, name, message, out.explain(), journaled)))
            .map(recorded -> AgentReply.text(message));
      }
    };
  }

  private void shadow(AgentBody.Routed desk, AgentQuestion question) {
    if (ShadowRuns.mode(scope.envelope()).isEmpty()) {
      host.shadows(name).ifPresent(shadows ->
          scope.settled().onSuccess(recorded -> shadows.sample(scope.id(), desk, question)));
    }
  }

  private Future<AgentReply> perform(
      String callId, AgentBody.Routed desk, AgentQuestion question, CollaborationMode mode, List<Assignment> seats) {
    if (mode == CollaborationMode.SOLO) {
      Assignment lead = seats.getFirst();
      return caller.ask(callId + "/" + lead.agent(), lead.agent(), question.withModel(lead.model()).withRole(lead.role()));
    }
    List<String> seated = seats.stream().map(Assignment::agent).toList();
    List<String> reserves = desk.agents().stream().filter(agent -> !seated.contains(agent)).toList();
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
