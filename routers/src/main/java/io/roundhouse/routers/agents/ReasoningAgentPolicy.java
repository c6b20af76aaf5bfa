package io.roundhouse.routers.agents;

import io.roundhouse.routers.AgentProfile;
import io.roundhouse.routers.Candidate;
import io.roundhouse.routers.Choice;
import io.roundhouse.routers.Draft;
import io.roundhouse.routers.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Chooses agents with a {@link ReasoningAgentRouter} and one caller's way to a model. Made for one request: it is pure but for what the
 * model says, and it blocks while the model thinks.
 */
public final class ReasoningAgentPolicy implements Policy<List<AgentProfile>> {

  private final ReasoningAgentRouter router;
  private final ReasoningAgentRouter.Thinker thinker;

  private ReasoningAgentPolicy(ReasoningAgentRouter router, ReasoningAgentRouter.Thinker thinker) {
    this.router = router;
    this.thinker = thinker;
  }

  /** Returns a policy that lets {@code router} ask {@code thinker}. */
  public static ReasoningAgentPolicy of(ReasoningAgentRouter router, ReasoningAgentRouter.Thinker thinker) {
    return new ReasoningAgentPolicy(router, thinker);
  }

  @Override
  public String version() {
    return router.version();
  }

  @Override
  public String embeddingModel() {
    return router.embedding().embedder().name();
  }

  @Override
  public Choice<List<AgentProfile>> choose(Draft draft) {
    List<AgentProfile> agents = draft.agents();
    if (agents.size() == 1) {
      return Choice.of(agents, "%s answers, because nobody else can.".formatted(agents.getFirst().name()));
    }
    EmbeddingAgentRouter fitted = router.embedding();
    for (AgentProfile agent : agents) {
      if (fitted.agent(agent.name()).isEmpty()) {
        fitted = fitted.with(AgentKnowledge.of(agent));
      }
    }
    ReasoningAgentRouter.Reasoned reasoned = router.with(fitted).choose(draft.request().text(), draft.request().earlier(),
        agents.stream().map(AgentProfile::name).collect(Collectors.toSet()), thinker);
    List<AgentProfile> chosen = new ArrayList<>();
    for (String name : reasoned.agents()) {
      agents.stream().filter(agent -> agent.name().equals(name)).forEach(chosen::add);
    }
    List<Candidate> candidates = reasoned.ranking().ranked().stream()
        .map(each -> Candidate.of(each.agent(), each.chance(), reasoned.agents().contains(each.agent()))).toList();
    Choice<List<AgentProfile>> choice = Choice.<List<AgentProfile>>of(chosen, reasoned.reason()).withCandidates(candidates);
    return reasoned.source() == ReasoningAgentRouter.Source.EMBEDDING ? choice.withConfidence(reasoned.ranking().best().chance()) : choice;
  }
}
