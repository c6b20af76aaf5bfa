package io.roundhouse.routers.guard;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds rules that cannot be meant: on every combination of signals, which is at most 65,536. Signals are taken to be independent; if
 * two can never be on together, another priority settles what looks like a conflict.
 */
final class RuleCheck {

  private final List<String> names;
  private final List<Rule> rules;
  private final List<BitSet> holds = new ArrayList<>();

  private RuleCheck(Set<String> signals, List<Rule> rules) {
    this.names = List.copyOf(new TreeSet<>(signals));
    this.rules = rules;
  }

  /** Checks rules that are sorted by falling priority. */
  static void check(Set<String> signals, List<Rule> rules) {
    if (signals.size() > Guard.MOST_SIGNALS) {
      throw new GuardException("", "there are %d signals; expected at most %d".formatted(signals.size(), Guard.MOST_SIGNALS));
    }
    Set<String> seen = new TreeSet<>();
    for (Rule rule : rules) {
      if (!seen.add(rule.name())) {
        throw new GuardException(rule.name(), "two rules are named '%s'; names must differ".formatted(rule.name()));
      }
      Set<String> unknown = rule.when().signals();
      unknown.removeAll(signals);
      if (!unknown.isEmpty()) {
        throw new GuardException(rule.name(), "rule '%s' mentions the signal '%s', which is not defined; defined are %s"
            .formatted(rule.name(), unknown.iterator().next(), String.join(", ", new TreeSet<>(signals))));
      }
    }
    new RuleCheck(signals, rules).run();
  }

  private void run() {
    BitSet ended = new BitSet();
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      BitSet here = combinations(rule);
      holds.add(here);
      if (here.isEmpty()) {
        throw new GuardException(rule.name(), "rule '%s' can never apply: its condition contradicts itself".formatted(rule.name()));
      }
      BitSet left = (BitSet) here.clone();
      left.andNot(ended);
      if (left.isEmpty()) {
        throw new GuardException(rule.name(), "rule '%s' can never apply: rules of higher priority end first whenever it would; "
            .formatted(rule.name()) + "raise its priority or remove it");
      }
      for (int j = 0; j < i; j++) {
        if (rules.get(j).priority() == rule.priority()) {
          compare(rules.get(j), holds.get(j), rule, here, ended);
        }
      }
      boolean last = i + 1 == rules.size() || rules.get(i + 1).priority() != rule.priority();
      if (last) {
        for (int j = 0; j <= i; j++) {
          if (rules.get(j).priority() == rule.priority() && ends(rules.get(j))) {
            ended.or(holds.get(j));
          }
        }
      }
    }
  }

  private void compare(Rule one, BitSet oneHolds, Rule other, BitSet otherHolds, BitSet ended) {
    BitSet both = (BitSet) oneHolds.clone();
    both.and(otherHolds);
    both.andNot(ended);
    if (!both.isEmpty() && contradict(one.then(), other.then())) {
      throw new GuardException(other.name(),
          "rules '%s' and '%s' have priority %d and contradict each other when %s; give them different priorities"
              .formatted(one.name(), other.name(), one.priority(), words(both.nextSetBit(0))));
    }
  }

  private static boolean contradict(Rule.Action one, Rule.Action other) {
    if (one instanceof Rule.Action.RestrictTo here && other instanceof Rule.Action.RestrictTo there) {
      return Collections.disjoint(here.agents(), there.agents());
    }
    boolean oneEnds = ends(one);
    boolean otherEnds = ends(other);
    if (oneEnds && otherEnds) {
      return !one.equals(other);
    }
    return oneEnds != otherEnds && !(one instanceof Rule.Action.Tag) && !(other instanceof Rule.Action.Tag);
  }

  private static boolean ends(Rule rule) {
    return ends(rule.then());
  }

  private static boolean ends(Rule.Action action) {
    return action instanceof Rule.Action.Allow || action instanceof Rule.Action.Deny;
  }

  private BitSet combinations(Rule rule) {
    BitSet combinations = new BitSet(1 << names.size());
    for (int bits = 0; bits < 1 << names.size(); bits++) {
      int these = bits;
      if (rule.when().holds(name -> (these >> names.indexOf(name) & 1) == 1)) {
        combinations.set(bits);
      }
    }
    return combinations;
  }

  private String words(int bits) {
    List<String> on = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if ((bits >> i & 1) == 1) {
        on.add(names.get(i));
      }
    }
    return on.isEmpty() ? "no signal is on" : (on.size() == 1 ? "the signal " : "the signals ") + String.join(" and ", on)
        + (on.size() == 1 ? " is on" : " are on");
  }
}
