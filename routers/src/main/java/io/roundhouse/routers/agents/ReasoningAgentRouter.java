package io.roundhouse.routers.agents;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks a chat model where the embedding router is not sure, as in TCAR (arXiv 2601.04544): the model reasons in words and then names a
 * set of agents, or nobody. It sees a shortlist from the embedding router instead of all agents, which keeps its prompt short and loses
 * the right agent in about one of a hundred requests. Its answer is checked against the shortlist and may be repaired once; if it is
 * still no use, or no model may be asked, the embedding router's choice stands.
 *
 * <p>Immutable and safe to share. It blocks while the model thinks.
 */
public final class ReasoningAgentRouter {

  private static final int SHORTLIST = 10;

  private final EmbeddingAgentRouter router;
  private final double sureFrom;
  private final int maxAgents;

  private ReasoningAgentRouter(EmbeddingAgentRouter router, double sureFrom, int maxAgents) {
    this.router = router;
    this.sureFrom = sureFrom;
    this.maxAgents = maxAgents;
  }

  /**
   * Returns a router that asks a model when the best agent is less likely than {@code sureFrom}, or when the request seems out of scope.
   *
   * @param sureFrom 0 to 1; 0 never asks, more than 1 always asks
   * @param maxAgents the most agents the model may name
   */
  public static ReasoningAgentRouter of(EmbeddingAgentRouter router, double sureFrom, int maxAgents) {
    return new ReasoningAgentRouter(router, sureFrom, maxAgents);
  }

  /** The call of a model, lent by whoever may make it. */
  @FunctionalInterface
  public interface Thinker {

    /** Returns what the model answers; empty if it may not be asked, for example because a budget is spent, or does not answer. */
    Optional<String> think(String prompt);
  }

  /** Where a choice came from. */
  public enum Source {
    /** The embedding router was sure. */
    EMBEDDING,
    /** The model's first answer was usable. */
    MODEL,
    /** The model's second answer was usable. */
    REPAIRED,
    /** The model could not be asked or gave no usable answer, so the embedding router's choice stands. */
    FALLBACK
  }

  /**
   * The choice. Immutable.
   *
   * @param agents best first; empty if nobody does what was asked
   * @param ranking what the embedding router thought
   * @param reason one sentence for a person
   */
  public record Reasoned(List<String> agents, Source source, AgentRanking ranking, String reason) {

    /** Copies the agents. */
    public Reasoned {
      agents = List.copyOf(agents);
    }
  }

  /** Returns the router that is asked first. */
  public EmbeddingAgentRouter embedding() {
    return router;
  }

  /** Returns this with another embedding router, for example one that knows more agents. */
  public ReasoningAgentRouter with(EmbeddingAgentRouter other) {
    return new ReasoningAgentRouter(other, sureFrom, maxAgents);
  }

  /** Chooses among the agents named in {@code eligible}; see {@link EmbeddingAgentRouter#rank(String, List, Set)}. */
  public Reasoned choose(String text, List<String> earlier, Set<String> eligible, Thinker thinker) {
    AgentRanking ranking = router.rank(text, earlier, eligible);
    if (sureFrom <= 0 || (ranking.inScope() && ranking.best().chance() >= sureFrom)) {
      return new Reasoned(ranking.inScope() ? ranking.chosen() : List.of(), Source.EMBEDDING, ranking, ranking.reason());
    }
    List<AgentKnowledge> shortlist = ranking.ranked().stream().limit(SHORTLIST)
        .map(each -> router.agent(each.agent()).orElseThrow()).toList();
    RoutingPrompt prompt = new RoutingPrompt(shortlist, maxAgents);
    String question = prompt.ask(text, earlier);
    Source source = Source.MODEL;
    Optional<String> answer = thinker.think(question);
    if (answer.isEmpty()) {
      return fallback(ranking, "no model could be asked");
    }
    RoutingPrompt.Reply reply = prompt.read(answer.get());
    if (reply.complaint().isPresent()) {
      source = Source.REPAIRED;
      Optional<String> second = thinker.think(prompt.repair(question, answer.get(), reply.complaint().get()));
      reply = second.map(prompt::read).orElse(reply);
    }
    if (reply.complaint().isPresent()) {
      return fallback(ranking, "the model's answer is no use: " + reply.complaint().get());
    }
    List<String> agents = new ArrayList<>(new LinkedHashSet<>(reply.agents()));
    return new Reasoned(agents, source, ranking, reason(agents));
  }

  private static Reasoned fallback(AgentRanking ranking, String why) {
    String plain = ranking.reason().endsWith(".") ? ranking.reason().substring(0, ranking.reason().length() - 1) : ranking.reason();
    return new Reasoned(ranking.inScope() ? ranking.chosen() : List.of(), Source.FALLBACK, ranking, plain + " (" + why + ").");
  }

  private static String reason(List<String> agents) {
    return agents.isEmpty()
        ? "A model read the request and the agents' descriptions, and finds that nobody here does that."
        : "A model read the request and the agents' descriptions, and chose %s.".formatted(String.join(" and ", agents));
  }

  /** Returns a name that differs whenever another choice may come out, apart from what the model says. */
  public String version() {
    return "reasoning/1-%s-%s".formatted(sureFrom, router.version());
  }

  /** The names of a shortlist. */
  static Set<String> names(List<AgentKnowledge> agents) {
    Set<String> names = new HashSet<>();
    agents.forEach(agent -> names.add(agent.name()));
    return names;
  }
}
