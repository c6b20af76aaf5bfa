package io.roundhouse.runtime.engine;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import io.roundhouse.routers.models.cascade.Gist;
import io.roundhouse.routers.models.cascade.Verdict;
import io.roundhouse.runtime.Model;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Asks a model again, to see whether it comes to the same answer (self-consistency, arXiv 2203.11171). Every sample is a call of its own;
 * one that fails counts as another answer. Confined to the run's event loop.
 */
final class AnswerSamples {

  /** What the paper samples at where nobody asks for another temperature above zero. */
  private static final double TEMPERATURE = 0.7;

  private final RunScope scope;
  private final LocalRuntime host;
  private final ChatRequest request;

  AnswerSamples(RunScope scope, LocalRuntime host, ChatRequest request) {
    this.scope = scope;
    this.host = host;
    this.request = request;
  }

  /** Returns the share of {@code again} samples of {@code name} that say the same as {@code text}. */
  Future<Verdict> agreement(String name, String text, int again) {
    String gist = Gist.of(text);
    Optional<Model> model = host.catalog().model(name);
    if (gist.isBlank() || model.isEmpty()) {
      return Future.succeededFuture(Verdict.of(false, "'" + name + "' gave no answer"));
    }
    ChatRequest warm = warm();
    List<Future<Boolean>> samples =
        IntStream.rangeClosed(1, again).mapToObj(number -> sample("model/" + name + "/again-" + number, model.get(), warm, gist)).toList();
    return Future.join(samples).map(done -> {
      long same = samples.stream().filter(Future::result).count();
      return new Verdict((double) same / again, "%d of %d samples of '%s' say the same".formatted(same, again, name));
    });
  }

  private Future<Boolean> sample(String callId, Model model, ChatRequest warm, String gist) {
    return new ModelCaller(scope, host).sample(callId, model, warm).transform(done -> {
      if (done.failed() && scope.hasEnded()) {
        return Future.failedFuture(done.cause());
      }
      return Future.succeededFuture(done.succeeded() && Gist.of(done.result().text()).equals(gist));
    });
  }

  private ChatRequest warm() {
    Double wanted = request.temperature();
    return wanted != null && wanted > 0 ? request : ChatRequest.builder()
        .messages(request.messages())
        .parameters(request.parameters().overrideWith(ChatRequestParameters.builder().temperature(TEMPERATURE).build()))
        .build();
  }
}
