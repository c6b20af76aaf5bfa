package io.roundhouse.runtime.engine;

import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.RuntimeFault;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has an agent answer within a run, journaled: a recorded outcome is taken from the log. Confined to the run's event loop. */
final class AgentCaller {

  private static final Logger LOG = LoggerFactory.getLogger(AgentCaller.class);
  private static final Duration LONGEST_ANSWER = Duration.ofHours(1);

  private final RunScope scope;
  private final LocalRuntime host;

  AgentCaller(RunScope scope, LocalRuntime host) {
    this.scope = scope;
    this.host = host;
  }

  Future<AgentReply> ask(String callId, String name, AgentQuestion question) {
    RunEvent recorded = scope.recorded().outcome(callId);
    if (recorded instanceof RunEvent.AgentAnswered done) {
      return Future.succeededFuture(new AgentReply(done.text(), done.data(), done.files(), done.direct()));
    }
    if (recorded instanceof RunEvent.AgentFailed failed) {
      return Future.failedFuture(new ToolException(failed.failureClass(), failed.message()));
    }
    Optional<Agent> agent = AutoDesk.find(host.catalog(), name);
    if (agent.isEmpty()) {
      return Future.failedFuture(ToolException.badInput("there is no agent '" + name + "' here"));
    }
    Optional<String> spent = scope.meter().step(host.clock().instant());
    if (spent.isPresent()) {
      scope.end(new RunResult.Failed(FailureClass.DENIED, spent.get()));
      return Future.failedFuture(new ToolException(FailureClass.DENIED, spent.get()));
    }
    return started(callId, name, agent.get().body(), question.text())
        .compose(begun -> work(callId, agent.get(), question))
        .compose(
            reply -> scope.recordWithNext(List.of(new RunEvent.AgentAnswered(
                callId, name, reply.text(), reply.data(), reply.files(), reply.direct()))).map(reply),
            cause -> failed(callId, name, cause));
  }

  private Future<AgentReply> failed(String callId, String name, Throwable cause) {
    if (scope.hasEnded()) {
      return Future.failedFuture(cause);
    }
    if (!(cause instanceof RuntimeFault)) {
      LOG.warn("agent '{}' ended unexpectedly in run {}", name, scope.id(), cause);
    }
    ToolException known = switch (cause) {
      case ToolException fault -> fault;
      case RuntimeFault fault -> new ToolException(FailureClass.OUTAGE, fault.getMessage());
      default -> new ToolException(FailureClass.OUTAGE, "the agent ended unexpectedly; the server's log has the cause", cause);
    };
    return scope.recordWithNext(List.of(new RunEvent.AgentFailed(callId, name, known.failureClass(), known.getMessage())))
        .compose(recorded -> Future.failedFuture(known));
  }

  /** Code can do anything at once; whatever else an agent does has an entry of its own that is waited for. */
  private Future<Void> started(String callId, String name, AgentBody body, String text) {
    if (scope.recorded().intent(callId) != null) {
      return Future.succeededFuture();
    }
    List<RunEvent> started = List.of(new RunEvent.AgentStarted(callId, name, text));
    return body instanceof AgentBody.Code ? scope.record(started) : scope.recordWithNext(started);
  }

  private Future<AgentReply> work(String callId, Agent agent, AgentQuestion question) {
    return switch (agent.body()) {
      case AgentBody.Code code -> {
        AgentSession session = new AgentSession(scope, host, callId, question.text(), question.data());
        yield ToolWork.onVirtualThread(callId, agent.name(), () -> code.answer().answer(session), LONGEST_ANSWER, scope);
      }
      case AgentBody.Prompted prompted -> new PromptedAgent(scope, host, callId, agent, prompted, question).answer();
      case AgentBody.Routed routed -> new FrontDesk(scope, host, this, agent.name()).answer(callId, routed, question);
      case AgentBody.Team team -> new TeamTable(scope, this, callId, question, team.team()).work();
    };
  }
}
