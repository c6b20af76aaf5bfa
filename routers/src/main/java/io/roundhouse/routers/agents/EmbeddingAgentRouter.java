package io.roundhouse.routers.agents;

import io.roundhouse.routers.RoutingException;
import io.roundhouse.routers.embedding.TextEmbedder;
import io.roundhouse.routers.embedding.Vectors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Ranks agents by the meaning of a request, in this process and without asking a model. From descriptions alone it compares the
 * request with each description, less what the description has in common with any request; with examples it learns one linear score
 * per agent that starts from the agent's description and examples, so that five examples help and a hundred make it better than
 * prompted models (TCAR, arXiv 2601.04544, has their figures). It yields a calibrated chance per agent, a set that contains the right
 * one with the wanted coverage, and whether anybody should answer at all.
 *
 * <p>Immutable and safe to share: agents join and leave in a copy. Embedding a request takes milliseconds of CPU time, ranking it
 * well under one, so call it from a worker or a virtual thread.
 */
public final class EmbeddingAgentRouter {

  /** Shorter requests lean on the one before. */
  private static final int ELLIPTIC_WORDS = 6;
  private static final float EARLIER_WEIGHT = 0.6f;
  private static final double SURE = 0.6;
  private static final double CLEAR_PART = 0.7;

  private final TextEmbedder embedder;
  private final AgentRouterSettings settings;
  private final Map<String, Row> rows;
  private final Onboarding onboarding;
  private final Calibration calibration;
  private final List<float[]> background;
  private final Lessons lessons;

  EmbeddingAgentRouter(TextEmbedder embedder, AgentRouterSettings settings, Map<String, Row> rows, Onboarding onboarding,
      Calibration calibration, List<float[]> background, Lessons lessons) {
    this.embedder = embedder;
    this.settings = settings;
    this.rows = Collections.unmodifiableMap(new TreeMap<>(rows)); // sums must not depend on a hash
    this.onboarding = onboarding;
    this.calibration = calibration;
    this.background = background;
    this.lessons = lessons;
  }

  /** Returns a router for these agents that has learned what their descriptions and examples teach. */
  public static EmbeddingAgentRouter of(TextEmbedder embedder, List<AgentKnowledge> agents, AgentRouterSettings settings) {
    return of(embedder, agents, settings, Lessons.NONE);
  }

  /**
   * Returns a router for these agents that has also learned from {@code lessons}. Embeds every text and trains: 15,000 examples of
   * 150 agents take seconds, once they are embedded.
   *
   * @throws RoutingException.Invalid if two agents have the same name
   */
  public static EmbeddingAgentRouter of(
      TextEmbedder embedder, List<AgentKnowledge> agents, AgentRouterSettings settings, Lessons lessons) {
    Set<String> names = new HashSet<>();
    for (AgentKnowledge agent : agents) {
      if (!names.add(agent.name())) {
        throw new RoutingException.Invalid("two agents are named '%s'; names must differ".formatted(agent.name()));
      }
    }
    return new RouterTrainer(embedder, settings).train(agents, lessons);
  }

  /**
   * Returns this router with one more agent, or with what is now known of one it has. Nothing is trained: the agent takes part by its
   * description and examples, on terms that keep those who were trained from outbidding it.
   */
  public EmbeddingAgentRouter with(AgentKnowledge agent) {
    Map<String, Row> more = new HashMap<>(rows);
    more.put(agent.name(),
        onboarding.row(agent, embedder.embed(agent.described()), embedder.embedAll(agent.examples()), background));
    return withRows(more);
  }

  /** Returns this router without an agent; the same if it does not have it. */
  public EmbeddingAgentRouter without(String name) {
    Map<String, Row> fewer = new HashMap<>(rows);
    fewer.remove(name);
    return withRows(fewer);
  }

  private EmbeddingAgentRouter withRows(Map<String, Row> other) {
    return new EmbeddingAgentRouter(embedder, settings, other, onboarding, calibration, background, lessons);
  }

  /** Returns what is known of an agent, if it is known. */
  public Optional<AgentKnowledge> agent(String name) {
    return Optional.ofNullable(rows.get(name)).map(Row::agent);
  }

  /** Returns the names of all agents. */
  public Set<String> names() {
    return rows.keySet();
  }

  /** Returns what turns text into vectors here. */
  public TextEmbedder embedder() {
    return embedder;
  }

  /** Returns a name that differs whenever another router may rank otherwise. */
  public String version() {
    int known = rows.values().stream().mapToInt(row -> 31 * row.agent().hashCode() + (row.isTrained() ? 1 : 0)).sum();
    return "embedding/1-%08x".formatted(Objects.hash(embedder.name(), settings, lessons, known));
  }

  /** Ranks all agents for one request. */
  public AgentRanking rank(String text) {
    return rank(embedder.embed(text), names());
  }

  /**
   * Ranks the agents named in {@code eligible}, those it knows, for a request within a conversation. What was said before counts only
   * where the request is short or leaves the choice open: "and for tomorrow?" is nothing without it, while a request that is clear in
   * itself changes the subject.
   *
   * @param earlier what the caller said before, oldest first; may be empty
   * @throws RoutingException.Invalid if no agent of {@code eligible} is known
   */
  public AgentRanking rank(String text, List<String> earlier, Set<String> eligible) {
    float[] vector = embedder.embed(text);
    AgentRanking alone = rank(vector, eligible);
    boolean clear = alone.inScope() && alone.best().chance() >= SURE;
    if (earlier.isEmpty() || (clear && text.split("\\s+", ELLIPTIC_WORDS + 1).length > ELLIPTIC_WORDS)) {
      return alone;
    }
    float[] mixed = Vectors.times(1, vector);
    Vectors.add(mixed, EARLIER_WEIGHT, embedder.embed(earlier.getLast()));
    AgentRanking together = rank(Vectors.unit(mixed), eligible);
    boolean helps = together.inScope() && (!alone.inScope() || together.best().chance() > alone.best().chance());
    return helps ? together : alone;
  }

  /**
   * Takes a request apart that asks several agents for something, such as "pay the bill and book a table": one ranking per part, in
   * order. A request is taken apart only where every part is clearly a request of its own and not all go to the same agent.
   *
   * @return at least two rankings; empty if the request is of one piece
   */
  public List<AgentRanking> split(String text, Set<String> eligible) {
    List<AgentRanking> parts = new ArrayList<>();
    for (String clause : Clauses.of(text)) {
      AgentRanking part = rank(embedder.embed(clause), eligible);
      if (!part.inScope() || part.best().chance() < CLEAR_PART) {
        return List.of();
      }
      if (parts.isEmpty() || !parts.getLast().best().agent().equals(part.best().agent())) {
        parts.add(part);
      }
    }
    return parts.size() > 1 ? parts : List.of();
  }

  /**
   * Ranks the agents named in {@code eligible}, those it knows, for a request that has been embedded with {@link #embedder()}.
   *
   * @throws RoutingException.Invalid if no agent of {@code eligible} is known
   */
  public AgentRanking rank(float[] vector, Set<String> eligible) {
    List<Row> considered = new ArrayList<>(Math.min(rows.size(), eligible.size()));
    for (Row row : rows.values()) {
      if (eligible.contains(row.agent().name())) {
        considered.add(row);
      }
    }
    if (considered.isEmpty()) {
      throw new RoutingException.Invalid("no agent to rank; expected at least one out of " + names());
    }
    float[] scores = new float[considered.size()];
    for (int k = 0; k < scores.length; k++) {
      scores[k] = considered.get(k).score(vector);
    }
    double[] chances = Softmax.of(scores, calibration.temperature());
    List<AgentRanking.Ranked> ranked = new ArrayList<>(scores.length);
    for (int k = 0; k < scores.length; k++) {
      ranked.add(new AgentRanking.Ranked(considered.get(k).agent().name(), scores[k], chances[k]));
    }
    ranked.sort(Comparator.comparingDouble(AgentRanking.Ranked::score).reversed().thenComparing(AgentRanking.Ranked::agent));
    List<AgentRanking.Ranked> best = ranked.subList(0, Math.min(AgentRanking.MOST, ranked.size()));
    boolean inScope = best.getFirst().score() >= calibration.gate();
    return new AgentRanking(best, chosen(best), inScope, reason(vector, best, inScope));
  }

  private List<String> chosen(List<AgentRanking.Ranked> best) {
    List<String> chosen = new ArrayList<>();
    for (AgentRanking.Ranked each : best) {
      if (chosen.isEmpty() || (each.chance() >= calibration.setThreshold() && chosen.size() < settings.maxAgents())) {
        chosen.add(each.agent());
      }
    }
    return chosen;
  }

  private String reason(float[] vector, List<AgentRanking.Ranked> best, boolean inScope) {
    Row first = Objects.requireNonNull(rows.get(best.getFirst().agent()));
    if (!inScope) {
      return "Nobody here is known to do that; %s would come closest.".formatted(first.agent().name());
    }
    String next = best.size() == 1 ? "" : "; %s comes next".formatted(best.get(1).agent());
    String example = first.nearest(vector);
    return example == null
        ? "%s answers, because its description fits best%s.".formatted(first.agent().name(), next)
        : "%s answers, because it is known to handle requests such as '%s'%s.".formatted(first.agent().name(), example, next);
  }
}
