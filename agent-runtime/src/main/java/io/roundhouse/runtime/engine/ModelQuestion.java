package io.roundhouse.runtime.engine;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.models.ModelInvoker;
import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.health.HealthBoard;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One question on its way to an answer: reserves of the budget, waits for limits, asks, asks again, falls back on other models, and
 * records each step. Single use; confined to the run's event loop.
 */
final class ModelQuestion {

  private final RunScope scope;
  private final LocalRuntime host;
  private final String callId;
  private final ChatRequest request;
  private final @Nullable Consumer<String> partial;
  private final Deque<String> fallbacks;
  private final Set<String> tried = new HashSet<>();
  private final ModelBudget budget;
  private Model model;
  private int attempt;
  private boolean told;

  ModelQuestion(
      RunScope scope, LocalRuntime host, String callId, Model model, ChatRequest request, @Nullable Consumer<String> partial) {
    this.scope = scope;
    this.host = host;
    this.callId = callId;
    this.model = model;
    this.request = request;
    this.partial = partial;
    this.fallbacks = new ArrayDeque<>(model.policy().fallbacks());
    this.budget = new ModelBudget(scope, host, callId);
    tried.add(model.name());
  }

  Future<ModelAnswer> ask() {
    if (scope.hasEnded()) {
      return refused("the run has ended");
    }
    Optional<String> spent = budget.step();
    return spent.isPresent() ? stop(spent.get()) : reserve();
  }

  private Future<ModelAnswer> reserve() {
    return switch (budget.reserve(model, request)) {
      case ModelBudget.Granted granted -> admitted(granted);
      case ModelBudget.TooDear missing -> budget.settleShortage(model, request, missing, tried).compose(way -> switch (way) {
        case ModelBudget.Way.Again again -> reserve();
        case ModelBudget.Way.Other other -> {
          use(other.model());
          yield reserve();
        }
        case ModelBudget.Way.Stop stopped -> stop(stopped.reason());
        case ModelBudget.Way.HandOff handed -> {
          scope.end(new RunResult.Escalated(handed.question(), List.of("budget")));
          yield refused("the run has ended");
        }
      });
    };
  }

  private Future<ModelAnswer> admitted(ModelBudget.Granted granted) {
    HealthBoard health = host.models().health();
    ToolId endpoint = ModelDesk.endpoint(model);
    long now = scope.nowMillis();
    if (!health.tryAcquire(endpoint, now)) {
      budget.release(granted);
      long rest = Math.max(1, health.callableAt(endpoint) - now);
      return later(rest, "'" + model.endpoint() + "' is down; the next call goes through in " + rest + " ms", FailureClass.OUTAGE);
    }
    long tokens = granted.tokens();
    long wait = host.models().limits().tryTake(model, tokens);
    if (wait > 0) {
      health.release(endpoint);
      budget.release(granted);
      return later(wait, "model '" + model.name() + "' has reached its limit per minute", FailureClass.RATE_LIMITED);
    }
    return perform(granted);
  }

  /** Somebody else answers at once if there is somebody; otherwise the wait is taken if it is short enough. */
  private Future<ModelAnswer> later(long wait, String reason, FailureClass failureClass) {
    Optional<Model> other = nextFallback();
    if (other.isPresent()) {
      return fallBack(other.get(), reason);
    }
    if (wait > model.policy().maxBackoff().toMillis()) {
      return failed(failureClass, reason);
    }
    return pause(wait).compose(waited -> scope.hasEnded() ? refused("the run has ended") : reserve());
  }

  private Future<ModelAnswer> perform(ModelBudget.Granted granted) {
    attempt++;
    host.models().retries(model).earn();
    long begun = scope.nowMillis();
    Model asked = model;
    Runnable over = host.models().begin(asked);
    Consumer<String> listener = partial == null ? null : this::tell;
    return scope.record(List.of(new RunEvent.ModelCalled(callId, asked.name())))
        .compose(recorded -> ModelInvoker.invoke(
            scope.vertx(), scope.context(), asked, capped(granted), scope.cancellation(), listener))
        .transform(done -> {
          over.run();
          ModelFailure failure = done.succeeded() ? flaw(done.result()) : ModelFailure.of(done.cause());
          if (failure == null) {
            host.models().health().recordSuccess(ModelDesk.endpoint(asked), scope.nowMillis() - begun, scope.nowMillis());
            return budget.settle(asked, granted, request, done.result())
                .compose(event -> scope.recordWithNext(List.of(event)).map(ModelAnswer.of(event.answer())));
          }
          host.models().health().recordFailure(
              ModelDesk.endpoint(asked), failure.failureClass(), scope.nowMillis(), failure.retryAfterMillis());
          budget.release(granted);
          host.models().limits().settle(asked, granted.tokens(), 0);
          return failed(failure);
        });
  }

  private static @Nullable ModelFailure flaw(ChatResponse response) {
    if (response.finishReason() == FinishReason.CONTENT_FILTER) {
      return ModelFailure.FILTERED;
    }
    boolean empty = response.aiMessage().text() == null && !response.aiMessage().hasToolExecutionRequests();
    return empty && response.finishReason() == null ? ModelFailure.EMPTY : null;
  }

  private void tell(String text) {
    Consumer<String> listener = partial;
    if (listener != null && !scope.hasEnded()) {
      told = true;
      listener.accept(text);
    }
  }

  private Future<ModelAnswer> failed(ModelFailure failure) {
    if (scope.hasEnded()) {
      return refused("the run has ended");
    }
    String sentence = failure.sentence(model.name()) + (told ? " after a part of its answer had been passed on" : "");
    RunEvent failed = new RunEvent.ModelFailed(callId, model.name(), failure.failureClass(), sentence);
    return scope.recordWithNext(List.of(failed)).compose(recorded -> {
      if (told || failure.refusal()) {
        return refusedAs(failure.failureClass(), sentence);
      }
      Optional<Model> other = failure.elsewhere() ? nextFallback() : Optional.empty();
      boolean pointless = failure.failureClass() == FailureClass.OUTAGE && other.isPresent();
      long wait = failure.retryAfterMillis() > 0 ? failure.retryAfterMillis() : backoff();
      if (failure.again() && !pointless && attempt < model.policy().maxAttempts() && wait <= model.policy().maxBackoff().toMillis()
          && host.models().retries(model).spend()) {
        return retry(wait, sentence);
      }
      return other.isPresent() ? fallBack(other.get(), sentence) : refusedAs(failure.failureClass(), sentence);
    });
  }

  private Future<ModelAnswer> retry(long wait, String reason) {
    return scope.recordWithNext(List.of(new RunEvent.Retried(callId, model.name(), attempt + 1, wait, reason)))
        .compose(recorded -> pause(wait))
        .compose(waited -> ask());
  }

  private long backoff() {
    long first = model.policy().backoff().toMillis();
    return Math.min(first << Math.min(attempt - 1, 20), model.policy().maxBackoff().toMillis());
  }

  private Optional<Model> nextFallback() {
    for (String name : fallbacks) {
      Optional<Model> known = tried.contains(name) ? Optional.empty() : host.catalog().model(name);
      if (known.isPresent()) {
        return known;
      }
    }
    return Optional.empty();
  }

  private Future<ModelAnswer> fallBack(Model other, String reason) {
    RunEvent event = new RunEvent.FellBack(callId, model.name(), other.name(), reason);
    use(other);
    return scope.recordWithNext(List.of(event)).compose(recorded -> ask());
  }

  private void use(Model other) {
    tried.add(other.name());
    model = other;
    attempt = 0;
  }

  private ChatRequest capped(ModelBudget.Granted granted) {
    Integer cap = granted.outputCap();
    return cap == null ? request : ChatRequest.builder()
        .messages(request.messages())
        .parameters(request.parameters().overrideWith(ChatRequestParameters.builder().maxOutputTokens(cap).build()))
        .build();
  }

  private Future<Void> pause(long millis) {
    Promise<Void> over = Promise.promise();
    Runnable takeBack = scope.cancellation().onCancel(over::tryComplete);
    scope.after(millis, over::tryComplete);
    return over.future().onComplete(done -> takeBack.run());
  }

  private Future<ModelAnswer> failed(FailureClass failureClass, String sentence) {
    return scope.recordWithNext(List.of(new RunEvent.ModelFailed(callId, model.name(), failureClass, sentence)))
        .compose(recorded -> refusedAs(failureClass, sentence));
  }

  private Future<ModelAnswer> stop(String reason) {
    scope.end(new RunResult.Failed(FailureClass.DENIED, reason));
    return refused(reason);
  }

  private static Future<ModelAnswer> refused(String reason) {
    return refusedAs(FailureClass.DENIED, reason);
  }

  private static Future<ModelAnswer> refusedAs(FailureClass failureClass, String sentence) {
    return Future.failedFuture(new ToolException(failureClass, sentence));
  }
}
