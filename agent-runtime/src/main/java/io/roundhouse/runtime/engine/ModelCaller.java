package io.roundhouse.runtime.engine;

import dev.langchain4j.model.chat.request.ChatRequest;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.RunEvent;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks a model within a run; a recorded answer is not paid for twice, and a kept one not at all. Confined to the run's event loop. */
final class ModelCaller {

  private final RunScope scope;
  private final LocalRuntime host;

  ModelCaller(RunScope scope, LocalRuntime host) {
    this.scope = scope;
    this.host = host;
  }

  /** Asks; {@code partial} takes the answer's text piece by piece, or is null if nobody listens. */
  Future<ModelAnswer> chat(String callId, Model model, ChatRequest request, @Nullable Consumer<String> partial) {
    Optional<ModelAnswer> before = recorded(callId);
    if (before.isPresent()) {
      return Future.succeededFuture(before.get());
    }
    if (model.policy().cache() == null) {
      return new ModelQuestion(scope, host, callId, model, request, partial).ask();
    }
    return host.models().cache().question(model, scope.caller().name(), request).compose(question -> {
      Optional<ModelAnswer> kept = question.flatMap(known -> host.models().cache().find(model, known)).map(ModelAnswer::of);
      if (kept.isPresent()) {
        return fromCache(callId, model, kept.get(), partial);
      }
      return new ModelQuestion(scope, host, callId, model, request, partial).ask().onSuccess(answer ->
          question.ifPresent(known -> host.models().cache().keep(model, known, answer.toJson())));
    });
  }

  /** Asks this model and no other, even where an answer to the same question is kept: samples have to be independent. */
  Future<ModelAnswer> sample(String callId, Model model, ChatRequest request) {
    Model alone = model.withPolicy(model.policy().withFallbacks(List.of()));
    return recorded(callId).map(Future::succeededFuture)
        .orElseGet(() -> new ModelQuestion(scope, host, callId, alone, request, null).ask());
  }

  /** What was answered before a restart, and paid for. */
  private Optional<ModelAnswer> recorded(String callId) {
    if (scope.recorded().outcome(callId) instanceof RunEvent.ModelAnswered done) {
      scope.meter().used(done.inputTokens() + done.outputTokens(), done.micros());
      return Optional.of(ModelAnswer.of(done.answer()));
    }
    return Optional.empty();
  }

  private Future<ModelAnswer> fromCache(String callId, Model model, ModelAnswer kept, @Nullable Consumer<String> partial) {
    RunEvent answered = new RunEvent.ModelAnswered(callId, model.name(), 0, 0, 0, kept.toJson(), false, true);
    return scope.recordWithNext(List.of(answered)).map(recorded -> {
      if (partial != null && !kept.text().isEmpty()) {
        partial.accept(kept.text());
      }
      return kept;
    });
  }
}
