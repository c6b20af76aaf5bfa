package io.roundhouse.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Has an agent answer within a run, journaled: a recorded answer is taken from the log. Confined to the run's event loop. */
final class AgentCaller {

  private static final Duration LONGEST_ANSWER = Duration.ofHours(1);

  private final RunScope scope;
  private final LocalRuntime host;

  AgentCaller(RunScope scope, LocalRuntime host) {
    this.scope = scope;
    this.host = host;
  }

  Future<AgentReply> ask(String callId, String name, String text, @Nullable JsonNode data) {
    if (scope.recorded().outcome(callId) instanceof RunEvent.AgentAnswered done) {
      return Future.succeededFuture(new AgentReply(done.text(), done.data()));
    }
    Optional<Agent> agent = host.catalog().agent(name);
    if (agent.isEmpty()) {
      return Future.failedFuture(ToolException.badInput("there is no agent '" + name + "' here"));
    }
    Optional<String> spent = scope.meter().step(host.clock().instant());
    if (spent.isPresent()) {
      scope.end(new RunResult.Failed(FailureClass.DENIED, spent.get()));
      return Future.failedFuture(new ToolException(FailureClass.DENIED, spent.get()));
    }
    return started(callId, name, text)
        .compose(recorded -> work(callId, agent.get(), text, data))
        .compose(reply -> scope.record(List.of(new RunEvent.AgentAnswered(callId, name, reply.text(), reply.data()))).map(reply));
  }

  private Future<Void> started(String callId, String name, String text) {
    return scope.recorded().intent(callId) != null
        ? Future.succeededFuture()
        : scope.record(List.of(new RunEvent.AgentStarted(callId, name, text)));
  }

  private Future<AgentReply> work(String callId, Agent agent, String text, @Nullable JsonNode data) {
    AgentSession session = new AgentSession(scope, host, callId, text, data);
    return switch (agent.body()) {
      case AgentBody.Code code ->
          ToolWork.onVirtualThread(callId, agent.name(), () -> code.answer().answer(session), LONGEST_ANSWER, scope);
      case AgentBody.Prompted prompted ->
          ToolWork.onVirtualThread(
              callId, agent.name(), () -> new PromptedAgent(session, host, agent, prompted).answer(), LONGEST_ANSWER, scope);
      case AgentBody.Routed routed -> new FrontDesk(scope, host, this, agent.name()).answer(callId, routed, text, data);
    };
  }
}
