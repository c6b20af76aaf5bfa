package io.roundhouse.routers.agents;

import io.roundhouse.routers.AgentProfile;
import io.roundhouse.routers.Candidate;
import io.roundhouse.routers.Choice;
import io.roundhouse.routers.Draft;
import io.roundhouse.routers.Policy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Chooses agents with an {@link EmbeddingAgentRouter}: the set it is confident of, best first, or nobody if the request is out of
 * scope. A request with several wishes gets the agents of all of them. Agents that the router does not know, or knows otherwise, take
 * part by what their profiles say; those that have left do not count. A single eligible agent is chosen without looking at the
 * request.
 *
 * <p>Embedding takes milliseconds of CPU time: decide on a worker or a virtual thread. Safe to share.
 */
public final class EmbeddingAgentPolicy implements Policy<List<AgentProfile>> {

  private final EmbeddingAgentRouter router;
  private volatile @Nullable Fitted last;

  private record Fitted(List<AgentProfile> agents, EmbeddingAgentRouter router) {}

  private EmbeddingAgentPolicy(EmbeddingAgentRouter router) {
    this.router = router;
  }

  /** Returns a policy that asks {@code router}. */
  public static EmbeddingAgentPolicy of(EmbeddingAgentRouter router) {
    return new EmbeddingAgentPolicy(router);
  }

  @Override
  public String version() {
    return router.version();
  }

  @Override
  public String embeddingModel() {
    return router.embedder().name();
  }

  @Override
  public Choice<List<AgentProfile>> choose(Draft draft) {
    List<AgentProfile> agents = draft.agents();
    if (agents.size() == 1) {
      return Choice.of(agents, "%s answers, because nobody else can.".formatted(agents.getFirst().name()));
    }
    EmbeddingAgentRouter fitted = fitted(agents);
    Set<String> eligible = agents.stream().map(AgentProfile::name).collect(Collectors.toSet());
    List<AgentRanking> parts = fitted.split(draft.request().text(), eligible);
    return parts.isEmpty()
        ? one(agents, fitted.rank(draft.request().text(), draft.request().earlier(), eligible))
        : several(agents, parts);
  }

  /** The router with these agents; the last one is kept, since the agents change rarely. */
  private EmbeddingAgentRouter fitted(List<AgentProfile> agents) {
    Fitted known = last;
    if (known != null && known.agents().equals(agents)) {
      return known.router();
    }
    EmbeddingAgentRouter fitting = router;
    for (AgentProfile agent : agents) {
      if (router.agent(agent.name()).isEmpty()) {
        fitting = fitting.with(AgentKnowledge.of(agent));
      }
    }
    last = new Fitted(agents, fitting);
    return fitting;
  }

  private static Choice<List<AgentProfile>> one(List<AgentProfile> agents, AgentRanking ranking) {
    List<String> chosen = ranking.inScope() ? ranking.chosen() : List.of();
    return Choice.of(profiles(agents, chosen), ranking.reason())
        .withCandidates(candidates(List.of(ranking), Set.copyOf(chosen)))
        .withConfidence(ranking.best().chance());
  }

  private static Choice<List<AgentProfile>> several(List<AgentProfile> agents, List<AgentRanking> parts) {
    Set<String> chosen = new LinkedHashSet<>();
    parts.forEach(part -> chosen.add(part.best().agent()));
    double sure = parts.stream().mapToDouble(part -> part.best().chance()).min().orElse(0);
    return Choice.of(profiles(agents, List.copyOf(chosen)),
            "The request asks for several things: %s answer, each a part.".formatted(String.join(" and ", chosen)))
        .withCandidates(candidates(parts, chosen))
        .withConfidence(sure);
  }

  private static List<Candidate> candidates(List<AgentRanking> rankings, Set<String> chosen) {
    List<Candidate> candidates = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (AgentRanking ranking : rankings) {
      for (AgentRanking.Ranked each : ranking.ranked()) {
        if (seen.add(each.agent())) {
          candidates.add(Candidate.of(each.agent(), each.chance(), chosen.contains(each.agent())));
        }
      }
    }
    return candidates;
  }

  private static List<AgentProfile> profiles(List<AgentProfile> agents, List<String> names) {
    List<AgentProfile> chosen = new ArrayList<>();
    for (String name : names) {
      agents.stream().filter(agent -> agent.name().equals(name)).forEach(chosen::add);
    }
    return chosen;
  }
}
