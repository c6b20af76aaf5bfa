package io.roundhouse.routers;

import io.roundhouse.routers.text.Bm25;
import io.roundhouse.routers.text.Words;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Chooses agents by the words that the request shares with what they say about themselves, ranked by {@link Bm25}. It needs no
 * training, so an agent can be chosen from the moment it is described. At most three are chosen, as in TCAR (arXiv 2601.04544);
 * who shares no word is never among them. A single eligible agent is chosen without looking at the request. Ties go by name.
 *
 * <p>Confidence is the best agent's share of the two best scores: a measure of the margin, not a calibrated probability.
 */
final class LexicalAgentPolicy implements Policy<List<AgentProfile>> {

  private static final int MAX_AGENTS = 3;
  private static final int NAMED_WORDS = 3;
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

  private record Ranked(AgentProfile agent, List<String> words, double score) {}

  @Override
  public Choice<List<AgentProfile>> choose(Draft draft) {
    List<AgentProfile> agents = draft.agents();
    if (agents.size() == 1) {
      return Choice.of(agents, "%s answers, because nobody else can.".formatted(agents.getFirst().name()));
    }
    List<String> query = Words.of(draft.request().text());
    List<List<String>> documents = agents.stream().map(LexicalAgentPolicy::words).toList();
    double[] scores = Bm25.scores(query, documents);
    List<Ranked> ranked = IntStream.range(0, scores.length)
        .filter(i -> scores[i] > 0)
        .mapToObj(i -> new Ranked(agents.get(i), documents.get(i), scores[i]))
        .sorted(Comparator.comparingDouble(Ranked::score).reversed().thenComparing(each -> each.agent().name()))
        .toList();
    return ranked.isEmpty()
        ? Choice.of(List.of(), "No agent says anything about what was asked.")
        : choice(draft.request().text(), ranked);
  }

  @Override
  public String version() {
    return "lexical/1";
  }

  private static Choice<List<AgentProfile>> choice(String request, List<Ranked> ranked) {
    List<AgentProfile> chosen = ranked.stream().limit(MAX_AGENTS).map(Ranked::agent).toList();
    Ranked best = ranked.getFirst();
    double margin = ranked.size() == 1 ? 1 : best.score() / (best.score() + ranked.get(1).score());
    return Choice.of(chosen, reason(request, ranked))
        .withCandidates(ranked.stream().map(each -> candidate(each, chosen.contains(each.agent()))).toList())
        .withConfidence(margin);
  }

  private static Candidate candidate(Ranked ranked, boolean chosen) {
    return Candidate.of(ranked.agent().name(), ranked.score(), chosen);
  }

  private static String reason(String request, List<Ranked> ranked) {
    Ranked best = ranked.getFirst();
    String words = shared(request, Set.copyOf(best.words())).stream().map(word -> "'" + word + "'").collect(Collectors.joining(", "));
    String others = ranked.size() == 1 ? "nobody else does" : "%s comes next".formatted(ranked.get(1).agent().name());
    return "%s answers, because it speaks of %s; %s.".formatted(best.agent().name(), words, others);
  }

  /** The first words that both sides use, spelled as the caller did where a word is compared as a whole. */
  private static Collection<String> shared(String request, Set<String> said) {
    Map<String, String> spelled = new LinkedHashMap<>();
    Matcher words = WORD.matcher(Normalizer.normalize(request, Normalizer.Form.NFKC));
    while (spelled.size() < NAMED_WORDS && words.find()) {
      String spelling = words.group();
      List<String> compared = Words.of(spelling);
      compared.stream().filter(said::contains).forEach(word -> spelled.putIfAbsent(word, compared.size() == 1 ? spelling : word));
    }
    return spelled.values().stream().limit(NAMED_WORDS).toList();
  }

  private static List<String> words(AgentProfile agent) {
    StringBuilder said = new StringBuilder(agent.name()).append('\n').append(agent.description());
    for (SkillProfile skill : agent.skills()) {
      said.append('\n').append(skill.id()).append('\n').append(skill.description());
      skill.tags().forEach(tag -> said.append('\n').append(tag));
      skill.examples().forEach(example -> said.append('\n').append(example));
    }
    return Words.of(said.toString());
  }
}
