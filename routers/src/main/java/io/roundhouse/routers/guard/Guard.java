package io.roundhouse.routers.guard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Asks rules about requests, highest priority first. Restrictions and tags add up; the first allow or deny ends it. A signal is read at
 * most once per request, and only if a rule needs it. Immutable and safe to share; a guard with signals that embed text belongs on a
 * worker or a virtual thread.
 */
public final class Guard {

  /** The most signals of one guard: whether rules contradict each other is found by trying all combinations. */
  public static final int MOST_SIGNALS = 16;

  private final Map<String, Signal> signals;
  private final List<Rule> rules;
  private final Senses senses;

  private Guard(Map<String, Signal> signals, List<Rule> rules, Senses senses) {
    this.signals = signals;
    this.rules = rules;
    this.senses = senses;
  }

  /**
   * Puts signals and rules together.
   *
   * @throws GuardException if a rule mentions an unknown signal, if two rules of one priority contradict each other on some request, if
   *     a rule can never apply, or if there are more than {@value #MOST_SIGNALS} signals
   */
  public static Guard of(Map<String, Signal> signals, List<Rule> rules, Senses senses) {
    List<Rule> ordered = new ArrayList<>(rules);
    ordered.sort(Comparator.comparingInt(Rule::priority).reversed());
    RuleCheck.check(signals.keySet(), ordered);
    return new Guard(new TreeMap<>(signals), List.copyOf(ordered), senses);
  }

  /** Decides about one request. */
  public Verdict check(GuardInput input) {
    Map<String, Reading> readings = new HashMap<>();
    List<Verdict.Fired> fired = new ArrayList<>();
    Set<String> tags = new LinkedHashSet<>();
    Optional<Set<String>> only = Optional.empty();
    for (Rule rule : rules) {
      if (!rule.when().holds(name -> read(name, input, readings).isOn())) {
        continue;
      }
      fired.add(new Verdict.Fired(rule.name(), rule.then(), mentioned(rule, readings)));
      switch (rule.then()) {
        case Rule.Action.Allow allow -> {
          return new Verdict(Optional.empty(), only, tags, fired);
        }
        case Rule.Action.Deny deny -> {
          return new Verdict(Optional.of(deny.message()), only, tags, fired);
        }
        case Rule.Action.Tag tag -> tags.add(tag.tag());
        case Rule.Action.RestrictTo restriction -> {
          Set<String> both = new HashSet<>(restriction.agents());
          only.ifPresent(both::retainAll);
          only = Optional.of(both);
        }
      }
    }
    return new Verdict(Optional.empty(), only, tags, fired);
  }

  private Reading read(String name, GuardInput input, Map<String, Reading> readings) {
    Reading known = readings.get(name);
    if (known != null) {
      return known;
    }
    Signal signal = signals.get(name);
    Reading reading = signal == null ? new Reading(false, "unknown") : signal.read(input, senses);
    readings.put(name, reading);
    return reading;
  }

  private static Map<String, Reading> mentioned(Rule rule, Map<String, Reading> readings) {
    Map<String, Reading> mentioned = new TreeMap<>(readings);
    mentioned.keySet().retainAll(rule.when().signals());
    return mentioned;
  }
}
