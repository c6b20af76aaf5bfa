package io.roundhouse.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import io.roundhouse.routers.CascadedController;
import io.roundhouse.routers.Decision;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunSignal;
import io.roundhouse.runtime.Target;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Passes a question on to a model, budgeted and journaled like any other. Confined to the run's event loop. */
final class ModelRelay {

  private static final String CALL = "model";

  private final RunScope scope;
  private final LocalRuntime host;

  ModelRelay(RunScope scope, LocalRuntime host) {
    this.scope = scope;
    this.host = host;
  }

  Future<ModelAnswer> answer(String name, JsonNode input) {
    ChatRequest request = ChatInput.request(input);
    Catalog catalog = host.catalog();
    Optional<Model> named = catalog.model(name);
    Future<Model> chosen = named.isPresent() ? Future.succeededFuture(named.get()) : choose(catalog, request);
    @Nullable Consumer<String> listener =
        scope.signals().isHeard() ? text -> scope.signals().say(new RunSignal.Partial(CALL, text)) : null;
    return chosen.compose(model -> new ModelCaller(scope, host).chat(CALL, model, request, listener));
  }

  private Future<Model> choose(Catalog catalog, ChatRequest request) {
    if (scope.recorded().outcome("routed:") instanceof RunEvent.Routed before) {
      Optional<Model> again = catalog.model(before.agent());
      if (again.isPresent()) {
        return Future.succeededFuture(again.get());
      }
    }
    String text = request.messages().stream().filter(UserMessage.class::isInstance).map(ModelRelay::words)
        .reduce((first, last) -> last).orElse("");
    Agent anybody = new Agent(Target.ModelTarget.AUTO, "Answers", List.of(), new AgentBody.Prompted("", List.of(), null, 1));
    Decision decision = CascadedController.ofDefaults().decide(RoutingView.request(catalog, List.of(anybody), text));
    String model = decision instanceof Decision.Routed routed ? routed.lead().model() : null;
    if (model == null) {
      return Future.failedFuture(new ToolException(FailureClass.OUTAGE, "no model here has room for this request"));
    }
    RunEvent event = new RunEvent.Routed("", model, "SOLO", decision.explain(), DecisionJson.of(decision));
    return scope.record(List.of(event)).map(recorded -> catalog.model(model).orElseThrow());
  }

  private static String words(ChatMessage message) {
    return ChatInput.text(message);
  }
}
