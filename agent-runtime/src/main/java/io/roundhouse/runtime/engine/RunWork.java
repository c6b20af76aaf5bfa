package io.roundhouse.runtime.engine;

import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.RuntimeFault;
import io.roundhouse.runtime.Target;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.toolgraph.FailureClass;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a run does from its first to its last moment. */
final class RunWork {

  private static final Logger LOG = LoggerFactory.getLogger(RunWork.class);

  private RunWork() {}

  static void begin(RunScope scope, LocalRuntime host, RunRequest request) {
    Duration maxTime = request.budget().maxTime();
    if (maxTime != null) {
      scope.after(maxTime.toMillis(), () -> scope.expire(
          new RunResult.Failed(FailureClass.TIMEOUT, "the time budget of " + maxTime.toMillis() + " ms is used up")));
    }
    switch (request.target()) {
      case Target.ToolTarget target -> scope.call(RunOpening.toolCall(request, scope.runKey()))
          .onSuccess(result -> scope.end(ended(result)));
      case Target.AgentTarget target -> new AgentCaller(scope, host)
          .ask(RunOpening.AGENT_CALL, target.name(), new AgentQuestion(
              RunOpening.text(request), request.input().get("data"), null, null, true))
          .onSuccess(reply -> scope.end(new RunResult.Completed(reply.text(), reply.data(), reply.files(), reply.direct())))
          .onFailure(cause -> scope.end(failed(cause)));
      case Target.ModelTarget target -> new ModelRelay(scope, host).answer(target.name(), request.input())
          .onSuccess(answer -> scope.end(new RunResult.Completed(answer.text(), answer.toJson())))
          .onFailure(cause -> {
            if (!(cause instanceof RuntimeFault)) {
              LOG.warn("a question to a model ended unexpectedly in run {}", scope.id(), cause);
            }
            scope.end(failed(cause));
          });
    }
  }

  private static RunResult ended(ToolResult result) {
    return switch (result) {
      case ToolResult.Success success -> new RunResult.Completed(success.text(), success.output());
      case ToolResult.Failure failure -> new RunResult.Failed(failure.failureClass(), failure.message());
      case ToolResult.Escalation asked -> new RunResult.Escalated(asked.question(), asked.blockers());
    };
  }

  private static RunResult failed(Throwable cause) {
    return switch (cause) {
      case ToolException known -> new RunResult.Failed(known.failureClass(), known.getMessage());
      case RuntimeFault known -> new RunResult.Failed(FailureClass.OUTAGE, known.getMessage());
      default -> new RunResult.Failed(FailureClass.OUTAGE, "the agent ended unexpectedly; the server's log has the cause");
    };
  }
}
