package io.roundhouse.runtime.engine;

import io.roundhouse.routers.Assignment;
import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.Team;
import io.roundhouse.runtime.collaboration.Answer;
import io.roundhouse.runtime.collaboration.Collaboration;
import io.roundhouse.runtime.collaboration.Table;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A team's table within a run: every question to a member is a call of an agent, journaled and budgeted like any other. */
final class TeamTable implements Table {

  private final RunScope scope;
  private final AgentCaller caller;
  private final String callId;
  private final AgentQuestion question;
  private final Team team;
  private final Set<String> usedReserves = new HashSet<>();

  TeamTable(RunScope scope, AgentCaller caller, String callId, AgentQuestion question, Team team) {
    this.scope = scope;
    this.caller = caller;
    this.callId = callId;
    this.question = question;
    this.team = team;
  }

  Future<AgentReply> work() {
    List<String> members = team.seats().stream().map(TeamTable::words).toList();
    return scope.recordWithNext(List.of(new RunEvent.TeamStarted(callId, team.mode().name(), members)))
        .compose(recorded -> Collaboration.of(team.mode()).work(this))
        .map(answer -> new AgentReply(answer.text(), answer.data()));
  }

  private static String words(Assignment seat) {
    return seat.agent() + " as " + seat.role() + (seat.model() == null ? "" : " with " + seat.model());
  }

  @Override
  public String question() {
    return question.text();
  }

  @Override
  public Team team() {
    return team;
  }

  @Override
  public Future<Answer> ask(Assignment seat, String step, String prompt, boolean last) {
    return ask(seat, step, prompt, last, 0);
  }

  private Future<Answer> ask(Assignment seat, String step, String prompt, boolean last, int replaced) {
    String id = callId + "/" + step + (replaced == 0 ? "" : "+" + replaced);
    AgentQuestion asked = new AgentQuestion(prompt, question.data(), seat.model(), seat.role(), last && question.stream());
    return caller.ask(id, seat.agent(), asked)
        .map(reply -> new Answer(seat, reply.text(), reply.data()))
        .recover(cause -> replace(seat, id, cause).compose(reserve -> reserve.isEmpty()
            ? Future.failedFuture(cause)
            : ask(reserve.get(), step, prompt, last, replaced + 1)));
  }

  private Future<Optional<Assignment>> replace(Assignment seat, String id, Throwable cause) {
    if (scope.hasEnded()) {
      return Future.succeededFuture(Optional.empty());
    }
    Optional<String> reserve = team.rules().reserves().stream()
        .filter(name -> !usedReserves.contains(name) && !name.equals(seat.agent()))
        .findFirst();
    if (reserve.isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    usedReserves.add(reserve.get());
    String reason = cause.getMessage() == null ? "it ended unexpectedly" : cause.getMessage();
    return scope.recordWithNext(List.of(new RunEvent.MemberReplaced(id, seat.agent(), reserve.get(), reason)))
        .map(recorded -> Optional.of(new Assignment(reserve.get(), seat.role(), null)));
  }

  @Override
  public Future<Void> roundEnded(int round, boolean agreed, String note) {
    return scope.recordWithNext(List.of(new RunEvent.RoundEnded(callId, round, agreed, note)));
  }

  @Override
  public Future<Void> degraded(CollaborationMode to, String reason) {
    return scope.recordWithNext(List.of(new RunEvent.ModeDegraded(callId, team.mode().name(), to.name(), reason)));
  }

  @Override
  public boolean hasEnded() {
    return scope.hasEnded();
  }
}
