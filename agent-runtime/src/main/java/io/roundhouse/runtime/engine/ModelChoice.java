package io.roundhouse.runtime.engine;

import io.roundhouse.routers.CascadedController;
import io.roundhouse.routers.Decision;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.CatalogException;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.toolgraph.FailureClass;
import java.util.List;
import java.util.Optional;

/** Which model an agent uses for a request: the one it names, else the controller's choice. */
final class ModelChoice {

  private ModelChoice() {}

  static Model forAgent(Catalog catalog, Agent agent, AgentBody.Prompted body, AgentQuestion question) {
    String named = question.model() == null ? body.model() : question.model();
    if (named != null) {
      return catalog.model(named).orElseThrow(() -> new CatalogException(
          "agent '" + agent.name() + "' wants model '" + named + "', which is not in the catalog"));
    }
    Decision decision = CascadedController.ofDefaults().decide(RoutingView.request(catalog, List.of(agent), question.text()));
    String chosen = decision instanceof Decision.Routed routed ? routed.lead().model() : null;
    return Optional.ofNullable(chosen).flatMap(catalog::model).orElseThrow(() -> new ToolException(
        FailureClass.OUTAGE, "agent '" + agent.name() + "' found no model for this request; add one under models"));
  }
}
