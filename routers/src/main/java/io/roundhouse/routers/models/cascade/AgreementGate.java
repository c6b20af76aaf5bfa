package io.roundhouse.routers.models.cascade;

import io.roundhouse.routers.RoutingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks cheap and different models first; where enough of them give the same answer it stands, else a strong model answers (ACAR, arXiv
 * 2602.21231: the disagreement of three probes decides how many models work). It needs no training and no judge: models that were
 * built apart rarely make the same mistake. Probes are asked one group after the other, so that the third is only paid for when the
 * first two differ. Immutable.
 *
 * @param probes in the order in which they are asked, at least two, all different
 * @param first how many of them are asked at once to begin with, at least two
 * @param agreeing how many equal answers settle it, at least two and at most as many as there are probes
 * @param strong who answers when they do not agree; may be one of the probes, whose answer then stands
 */
public record AgreementGate(List<String> probes, int first, int agreeing, String strong) {

  /** Copies the list; throws {@link RoutingException.Invalid} if a number is out of range. */
  public AgreementGate {
    probes = List.copyOf(probes);
    if (first < 2 || agreeing < 2 || first > probes.size() || agreeing > probes.size() || new HashSet<>(probes).size() < probes.size()) {
      throw new RoutingException.Invalid(
          "an agreement gate has probes %s, %d at first, %d agreeing; expected different probes, 2 to %d, 2 to %d".formatted(
              probes, first, agreeing, probes.size(), probes.size()));
    }
  }

  /** Returns a gate of two probes, and a third if they differ; two equal answers settle it. */
  public static AgreementGate of(String one, String two, String three, String strong) {
    return new AgreementGate(List.of(one, two, three), 2, 2, strong);
  }

  /** Decides what to do, given all answers so far; a model that failed counts as one with a blank gist. */
  public NextAsk after(List<Answer> answers) {
    Set<String> asked = new HashSet<>();
    answers.forEach(answer -> asked.add(answer.model()));
    Optional<Answer> decisive = answers.stream().filter(answer -> answer.model().equals(strong)).findFirst();
    if (decisive.isPresent() && (!probes.contains(strong) || asked.containsAll(probes))) {
      return given(decisive.get(), answers);
    }
    List<String> waiting = probes.stream().filter(probe -> !asked.contains(probe)).toList();
    Map<String, List<Answer>> groups = groups(answers);
    for (List<Answer> group : groups.values()) {
      if (group.size() >= agreeing) {
        return new NextAsk.Give(group.getFirst(), disagreement(answers),
            "%d of %d models gave the same answer.".formatted(group.size(), answers.size()));
      }
    }
    if (answers.size() < first) {
      List<String> begin = waiting.subList(0, Math.min(waiting.size(), first - answers.size()));
      return new NextAsk.Ask(begin, "Different models are asked first, to see whether they agree.");
    }
    int largest = groups.values().stream().mapToInt(List::size).max().orElse(0);
    if (!waiting.isEmpty() && largest + waiting.size() >= agreeing) {
      return new NextAsk.Ask(waiting.subList(0, 1), "The answers differ; another model may settle it.");
    }
    return decisive.isPresent() ? given(decisive.get(), answers)
        : new NextAsk.Ask(List.of(strong), "The answers differ, so the strong model is asked.");
  }

  private NextAsk given(Answer decisive, List<Answer> answers) {
    return new NextAsk.Give(decisive, disagreement(answers), "The probes differed, so %s decides.".formatted(strong));
  }

  private static Map<String, List<Answer>> groups(List<Answer> answers) {
    Map<String, List<Answer>> groups = new LinkedHashMap<>();
    for (Answer answer : answers) {
      if (!answer.gist().isBlank()) {
        groups.computeIfAbsent(answer.gist(), gist -> new ArrayList<>()).add(answer);
      }
    }
    return groups;
  }

  /** ACAR's sigma: how many different answers there are, from 0 (one) to 1 (all different); blank ones differ from all. */
  static double disagreement(List<Answer> answers) {
    if (answers.size() < 2) {
      return 0;
    }
    Set<String> gists = new HashSet<>();
    int blanks = 0;
    for (Answer answer : answers) {
      if (answer.gist().isBlank()) {
        blanks++;
      } else {
        gists.add(answer.gist());
      }
    }
    return (gists.size() + blanks - 1.0) / (answers.size() - 1.0);
  }
}
