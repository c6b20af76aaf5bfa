package io.roundhouse.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.model.chat.request.ChatRequest;
import io.roundhouse.routers.Decision;
import io.roundhouse.routers.RoutingRequest;
import io.roundhouse.routers.Stage;
import io.roundhouse.routers.StageTrace;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.ModelCascade;
import io.roundhouse.runtime.ModelRouting;
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
    if (named.isEmpty() && (request.toolSpecifications() == null || request.toolSpecifications().isEmpty())) {
      Optional<ModelCascade> cascade = host.modelRouting().flatMap(ModelRouting::cascade);
      if (cascade.isPresent()) {
        return new CascadeRelay(scope, host, request, input.path("output")).answer(cascade.get());
      }
    }
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
    Agent anybody = new Agent(Target.ModelTarget.AUTO, "Answers", List.of(), new AgentBody.Prompted("", List.of(), null, 1));
    RoutingRequest routing = RoutingView.request(catalog, List.of(anybody), ModelDemand.lastWords(request.messages()));
    return ModelRouter.decide(scope, host, CALL, routing, ModelDemand.of(request)).compose(settled -> {
      Optional<Model> model = Optional.ofNullable(settled.model()).flatMap(catalog::model);
      if (model.isEmpty()) {
        return Future.failedFuture(new ToolException(FailureClass.OUTAGE, unsuited(settled.decision())));
      }
      RunEvent event = new RunEvent.Routed("", model.get().name(), "SOLO", settled.decision().explain(), settled.journaled());
      return scope.recordWithNext(List.of(event)).map(model.get());
    });
  }

  /** Why no model was chosen: the policy's own sentence, as a clause. */
  private static String unsuited(Decision decision) {
    String reason = decision.stage(Stage.MODEL).map(StageTrace::reason).orElse("No model is offered.");
    String clause = reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
    return Character.toLowerCase(clause.charAt(0)) + clause.substring(1);
  }
}
