package io.roundhouse.runtime.engine;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks a model within a run: budget first, intent and answer in the log, a recorded answer not paid for twice. */
final class ModelCaller {

  private final RunScope scope;

  ModelCaller(RunScope scope) {
    this.scope = scope;
  }

  Future<ModelAnswer> chat(String callId, Model model, ChatRequest request) {
    if (scope.recorded().outcome(callId) instanceof RunEvent.ModelAnswered done) {
      scope.meter().used(done.inputTokens() + done.outputTokens(), done.micros());
      return Future.succeededFuture(ModelAnswer.of(done.answer()));
    }
    Optional<String> spent = scope.meter().step(Instant.ofEpochMilli(scope.nowMillis()));
    if (spent.isPresent()) {
      scope.end(new RunResult.Failed(FailureClass.DENIED, spent.get()));
      return Future.failedFuture(new ToolException(FailureClass.DENIED, spent.get()));
    }
    return scope.record(List.of(new RunEvent.ModelCalled(callId, model.name())))
        .compose(recorded -> ToolWork.onVirtualThread(callId, model.name(), () -> model.chat().chat(request), model.timeout(), scope))
        .compose(response -> answered(callId, model, response), cause -> failed(callId, model, cause));
  }

  private Future<ModelAnswer> answered(String callId, Model model, ChatResponse response) {
    long input = tokens(response.tokenUsage(), true);
    long output = tokens(response.tokenUsage(), false);
    long micros = model.price().micros(input, output);
    scope.meter().used(input + output, micros);
    ModelAnswer answer = ModelAnswer.of(response.aiMessage());
    return scope
        .record(List.of(new RunEvent.ModelAnswered(callId, model.name(), input, output, micros, answer.toJson())))
        .map(answer);
  }

  private Future<ModelAnswer> failed(String callId, Model model, Throwable cause) {
    FailureClass failureClass = switch (cause) {
      case ToolException known -> known.failureClass();
      case RateLimitException limited -> FailureClass.RATE_LIMITED;
      case TimeoutException late -> FailureClass.TIMEOUT;
      case AuthenticationException denied -> FailureClass.DENIED;
      case InvalidRequestException bad -> FailureClass.BAD_INPUT;
      case LangChain4jException other -> FailureClass.OUTAGE;
      default -> FailureClass.OUTAGE;
    };
    String message = "model '" + model.name() + "' " + failureClass.words();
    return scope.record(List.of(new RunEvent.ModelFailed(callId, model.name(), failureClass, message)))
        .compose(recorded -> Future.failedFuture(new ToolException(failureClass, message, cause)));
  }

  private static long tokens(@Nullable TokenUsage usage, boolean input) {
    Integer count = usage == null ? null : input ? usage.inputTokenCount() : usage.outputTokenCount();
    return count == null ? 0 : count;
  }
}
