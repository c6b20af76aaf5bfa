package io.roundhouse.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.roundhouse.routers.AgentProfile;
import io.roundhouse.routers.CascadedController;
import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.Policies;
import io.roundhouse.routers.Policy;
import io.roundhouse.routers.RoutingRequest;
import io.roundhouse.routers.SkillProfile;
import io.roundhouse.routers.agents.AgentKnowledge;
import io.roundhouse.routers.agents.EmbeddingAgentPolicy;
import io.roundhouse.routers.agents.EmbeddingAgentRouter;
import io.roundhouse.routers.agents.Lessons;
import io.roundhouse.routers.agents.ReasoningAgentPolicy;
import io.roundhouse.routers.agents.ReasoningAgentRouter;
import io.roundhouse.routers.controller.episodes.Reward;
import io.roundhouse.routers.embedding.EmbeddingModel;
import io.roundhouse.routers.embedding.TextEmbedder;
import io.roundhouse.routers.guard.AttackDetector;
import io.roundhouse.routers.guard.Guard;
import io.roundhouse.routers.guard.GuardInput;
import io.roundhouse.routers.guard.Senses;
import io.roundhouse.routers.guard.Signal;
import io.roundhouse.routers.guard.Verdict;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentRequest;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.DeskRouting;
import io.roundhouse.runtime.RuntimeFault;
import io.roundhouse.server.config.RoutingConfig;
import io.roundhouse.server.config.StagesConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A front desk as its configuration wants it: a guard first, then agents chosen by meaning, and by a model where that leaves a doubt. */
final class Desk implements DeskRouting {

  private final RoutingConfig config;
  private final @Nullable EmbeddingAgentRouter router;
  private final Guard guard;
  private final @Nullable DeskStages stages;

  private Desk(RoutingConfig config, @Nullable EmbeddingAgentRouter router, Guard guard, @Nullable DeskStages stages) {
    this.config = config;
    this.router = router;
    this.guard = guard;
    this.stages = stages;
  }

  /** Loads the embedding model if it is not loaded yet, and trains with the examples; takes a second or more. */
  static Desk of(String name, RoutingConfig config, Catalog catalog, MeterRegistry meters) {
    boolean embeds = config.router() != RoutingConfig.Router.LEXICAL || config.signals().values().stream().anyMatch(Desk::needsVectors);
    TextEmbedder embedder = embeds ? Embedders.of(config.embedding()) : null;
    EmbeddingAgentRouter router = embedder == null ? null : router(name, config, catalog, embedder);
    Senses senses = embedder == null || router == null ? Senses.ofWording()
        : new Senses(AttackDetector.of(embedder), text -> !router.names().isEmpty() && !router.rank(text).inScope());
    return new Desk(config, router, Guard.of(config.signals(), config.rules(), senses), stages(name, config, catalog, meters));
  }

  @Override
  public void learn(double score, long micros, Duration took) {
    if (stages != null) {
      stages.learn(new Reward(score, micros, took.isNegative() ? null : took));
    }
  }

  private static @Nullable DeskStages stages(String name, RoutingConfig config, Catalog catalog, MeterRegistry meters) {
    StagesConfig how = config.stages();
    List<CollaborationMode> modes = catalog.agent(name).map(Agent::body).orElse(null) instanceof AgentBody.Routed desk
        ? desk.modes() : List.of();
    if (how == null) {
      return null;
    }
    DriftWatch drift = new DriftWatch(name);
    Gauge.builder("roundhouse.routing.drift", drift, DriftWatch::alarms).tag("desk", name).strongReference(true).register(meters);
    return DeskStages.of(how, Embedders.of(EmbeddingModel.BGE_SMALL), modes, drift);
  }

  private static boolean needsVectors(Signal signal) {
    return signal instanceof Signal.Jailbreak || signal instanceof Signal.Harmful || signal instanceof Signal.OutOfScope;
  }

  private static EmbeddingAgentRouter router(String name, RoutingConfig config, Catalog catalog, TextEmbedder embedder) {
    List<AgentKnowledge> agents = new ArrayList<>();
    if (catalog.agent(name).map(Agent::body).orElse(null) instanceof AgentBody.Routed desk) {
      for (String member : desk.agents()) {
        catalog.agent(member).ifPresent(agent -> agents.add(
            AgentKnowledge.of(profile(agent)).withExamples(config.examples().getOrDefault(member, List.of()))));
      }
    }
    return EmbeddingAgentRouter.of(embedder, agents, config.settings(), new Lessons(config.traffic(), List.of()));
  }

  private static AgentProfile profile(Agent agent) {
    return new AgentProfile(agent.name(), agent.description(), agent.skills().stream()
        .map(skill -> new SkillProfile(skill.id(), skill.description(), skill.tags(), skill.examples())).toList(), null);
  }

  @Override
  public Outcome decide(RoutingRequest request, Policies usual, String caller, AgentRequest desk) {
    Verdict verdict = guard.check(new GuardInput(request.text(), Set.of(caller)));
    if (!verdict.isAllowed()) {
      return new Outcome.Refused(verdict.refusal().orElse("Nobody here may answer this request."), verdict.explain());
    }
    List<AgentProfile> admitted = request.agents().stream().filter(agent -> verdict.admits(agent.name())).toList();
    RoutingRequest narrowed = request.withAgents(admitted).withTags(verdict.tags());
    Policies policies = agents(desk).map(usual::withAgents).orElse(usual);
    if (stages != null) {
      policies = stages.into(policies, request.text(), desk.run().value(), desk.isTrial());
    }
    return new Outcome.Decided(
        CascadedController.of(policies).decide(narrowed), verdict.tags(), verdict.fired().isEmpty() ? "" : verdict.explain());
  }

  private Optional<Policy<List<AgentProfile>>> agents(AgentRequest desk) {
    if (router == null) {
      return Optional.empty();
    }
    return switch (config.router()) {
      case LEXICAL -> Optional.empty();
      case EMBEDDING -> Optional.of(EmbeddingAgentPolicy.of(router));
      case REASONING -> Optional.of(ReasoningAgentPolicy.of(
          ReasoningAgentRouter.of(router, config.sureFrom(), config.settings().maxAgents()), prompt -> think(desk, prompt)));
    };
  }

  /** A model that fails or that the budget no longer pays for is not worth failing the request: the embeddings decide then. */
  private Optional<String> think(AgentRequest desk, String prompt) {
    try {
      return Optional.of(desk.ask(String.valueOf(config.model()), prompt));
    } catch (RuntimeFault e) {
      return Optional.empty();
    }
  }
}
