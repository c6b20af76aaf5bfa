package io.roundhouse.server;

import io.roundhouse.routers.Assignment;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.CascadeJudge;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.CatalogException;
import io.roundhouse.runtime.ModelCascade;
import io.roundhouse.runtime.StepBinding;
import io.roundhouse.runtime.Target;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolBody;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds names that nothing in a catalog answers to, once all servers behind it have said which tools they have. */
final class CatalogCheck {

  private final Catalog catalog;
  private final List<String> problems = new ArrayList<>();

  private CatalogCheck(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Throws a {@link CatalogException} with one clause for each name that is missing, also in {@code cascade} unless it is null. */
  static void require(Catalog catalog, @Nullable ModelCascade cascade) {
    CatalogCheck check = new CatalogCheck(catalog);
    if (cascade != null) {
      check.cascade(cascade);
    }
    catalog.tools().forEach(check::tool);
    catalog.agents().forEach(check::agent);
    if (!check.problems.isEmpty()) {
      throw new CatalogException(String.join("; ", check.problems));
    }
  }

  private void tool(Tool tool) {
    if (tool.body() instanceof ToolBody.Graph body) {
      body.graph().steps().forEach((step, binding) ->
          needTool("step '" + step.value() + "' of graph '" + tool.name() + "'", binding.tool()));
    }
    for (StepBinding standIn : catalog.standIns(tool.name())) {
      needTool("a stand-in of tool '" + tool.name() + "'", standIn.tool());
    }
  }

  private void cascade(ModelCascade cascade) {
    cascade.models().stream().filter(name -> catalog.model(name).isEmpty()).forEach(name ->
        problems.add("the cascade of model-routing asks model '%s', which is not defined".formatted(name)));
    if (cascade instanceof ModelCascade.Rungs(var rule, CascadeJudge.ByTool checker)) {
      checker.obstacle(catalog).ifPresent(why -> problems.add("the judge of model-routing's cascade: " + why));
    }
  }

  private void agent(Agent agent) {
    switch (agent.body()) {
      case AgentBody.Code code -> { }
      case AgentBody.Prompted prompted -> {
        prompted.tools().stream().filter(name -> !name.endsWith("*")).forEach(name -> needTool("agent '" + agent.name() + "'", name));
        if (prompted.model() != null && !prompted.model().equals(Target.ModelTarget.AUTO) && catalog.model(prompted.model()).isEmpty()) {
          problems.add("agent '%s' wants model '%s', which is not defined".formatted(agent.name(), prompted.model()));
        }
      }
      case AgentBody.Routed routed -> routed.agents().stream().filter(name -> catalog.agent(name).isEmpty()).forEach(name ->
          problems.add("agent '%s' routes to agent '%s', which is not defined".formatted(agent.name(), name)));
      case AgentBody.Team together -> {
        together.team().seats().forEach(seat -> seat(agent, seat));
        together.team().rules().reserves().forEach(name -> seat(agent, new Assignment(name, Assignment.ANSWERER, null)));
        if (together.team().rules().finisher() != null) {
          seat(agent, together.team().rules().finisher());
        }
      }
    }
  }

  private void seat(Agent agent, Assignment seat) {
    if (catalog.agent(seat.agent()).isEmpty()) {
      problems.add("the team of agent '%s' has agent '%s', which is not defined".formatted(agent.name(), seat.agent()));
    }
    if (seat.model() != null && catalog.model(seat.model()).isEmpty()) {
      problems.add("the team of agent '%s' wants model '%s', which is not defined".formatted(agent.name(), seat.model()));
    }
  }

  private void needTool(String who, String name) {
    if (catalog.tool(name).isEmpty()) {
      problems.add("%s wants tool '%s', which no class, graph or server offers".formatted(who, name));
    }
  }
}
