package io.roundhouse.runtime.engine;

import dev.langchain4j.model.chat.request.ChatRequest;
import io.roundhouse.routers.RoutingRequest;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.CatalogException;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.Target;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which model an agent uses for a request: the one it names, else the controller's choice, which is recorded where there was one to make.
 * Confined to the run's event loop.
 */
final class ModelChoice {

  private final RunScope scope;
  private final LocalRuntime host;
  private final String callId;
  private final Agent agent;

  ModelChoice(RunScope scope, LocalRuntime host, String callId, Agent agent) {
    this.scope = scope;
    this.host = host;
    this.callId = callId;
    this.agent = agent;
  }

  /** The model that is wished for; null if anybody's choice will do, which is also what {@code auto} says. */
  static @Nullable String wish(Catalog catalog, @Nullable String named) {
    return named != null && named.equals(Target.ModelTarget.AUTO) && catalog.model(named).isEmpty() ? null : named;
  }

  /** Chooses; {@code first} is the first request that the model will get. */
  Future<Model> forQuestion(AgentBody.Prompted body, AgentQuestion question, ChatRequest first) {
    Catalog catalog = host.catalog();
    String named = wish(catalog, question.model() == null ? body.model() : question.model());
    if (named != null) {
      return catalog.model(named).map(Future::succeededFuture).orElseGet(() -> Future.failedFuture(new CatalogException(
          "agent '" + agent.name() + "' wants model '" + named + "', which is not in the catalog")));
    }
    if (scope.recorded().outcome("model-chosen:" + callId) instanceof RunEvent.ModelChosen before) {
      Optional<Model> again = catalog.model(before.model());
      if (again.isPresent()) {
        return Future.succeededFuture(again.get());
      }
    }
    RoutingRequest request = RoutingView.request(catalog, List.of(agent), question.text());
    return ModelRouter.decide(scope, host, callId, request, ModelDemand.of(question.text(), first)).compose(settled -> {
      Optional<Model> chosen = Optional.ofNullable(settled.model()).flatMap(catalog::model);
      if (chosen.isEmpty()) {
        return Future.failedFuture(new ToolException(
            FailureClass.OUTAGE, "agent '" + agent.name() + "' found no model for this request; add one under models"));
      }
      if (catalog.models().size() == 1) {
        return Future.succeededFuture(chosen.get());
      }
      RunEvent event = new RunEvent.ModelChosen(
          callId, agent.name(), chosen.get().name(), settled.decision().explain(), settled.journaled());
      return scope.recordWithNext(List.of(event)).map(chosen.get());
    });
  }
}
