package io.roundhouse.routers.guard;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a guard decided about one request, and why. Immutable.
 *
 * @param refusal what to tell the caller, if the request is refused
 * @param only the agents that may be chosen, if that was restricted; perhaps none
 * @param tags what the request was tagged with
 * @param fired the rules that applied, in order
 */
public record Verdict(Optional<String> refusal, Optional<Set<String>> only, Set<String> tags, List<Fired> fired) {

  /** Copies the collections. */
  public Verdict {
    only = only.map(Set::copyOf);
    tags = Set.copyOf(tags);
    fired = List.copyOf(fired);
  }

  /**
   * One rule that applied.
   *
   * @param readings what the signals said that its condition looked at, by name
   */
  public record Fired(String rule, Rule.Action action, Map<String, Reading> readings) {

    /** Copies the readings. */
    public Fired {
      readings = Map.copyOf(readings);
    }

    /** Says in one sentence which rule applied and why. */
    public String explain() {
      String why = readings.entrySet().stream().sorted(Map.Entry.comparingByKey())
          .map(each -> "%s (%s)".formatted(each.getKey(), each.getValue().why()))
          .collect(Collectors.joining(", "));
      return "Rule '%s' applies, because of %s.".formatted(rule, why);
    }
  }

  /** Returns whether the request may go on. */
  public boolean isAllowed() {
    return refusal.isEmpty() && only.map(agents -> !agents.isEmpty()).orElse(true);
  }

  /** Returns whether this agent may be chosen. */
  public boolean admits(String agent) {
    return refusal.isEmpty() && only.map(agents -> agents.contains(agent)).orElse(true);
  }

  /** Says which rules applied and why; "No rule applies." if none did. */
  public String explain() {
    return fired.isEmpty() ? "No rule applies." : fired.stream().map(Fired::explain).collect(Collectors.joining(" "));
  }
}
