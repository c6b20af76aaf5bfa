package io.roundhouse.protocols.access;

import io.roundhouse.protocols.http.Principal;
import io.roundhouse.runtime.Target;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Decides which tools and agents a principal sees and may call. Immutable; safe to share. */
public final class AccessRules {

  private static final AccessRules OPEN = new AccessRules(List.of(), Map.of());

  private final List<AccessRule> rules;
  private final Map<String, Visibility> visibility;

  private AccessRules(List<AccessRule> rules, Map<String, Visibility> visibility) {
    this.rules = List.copyOf(rules);
    this.visibility = Map.copyOf(visibility);
  }

  /** What a principal may do with a tool or agent. */
  public sealed interface Verdict {

    /** Call it. */
    record Allowed() implements Verdict {}

    /** Not know of it: the answer is that of a name that does not exist. */
    record Hidden() implements Verdict {}

    /** Know of it, and call it once it was granted these scopes; sorted. */
    record Lacking(List<String> needs) implements Verdict {

      public Lacking {
        needs = List.copyOf(needs);
      }
    }
  }

  private static final Verdict ALLOWED = new Verdict.Allowed();
  private static final Verdict HIDDEN = new Verdict.Hidden();

  /** Everybody sees and calls everything. */
  public static AccessRules open() {
    return OPEN;
  }

  /**
   * These rules; all that concern a name count.
   *
   * @param visibility what some principals see, by their name, or by the part before the colon for all principals of one issuer
   */
  public static AccessRules of(List<AccessRule> rules, Map<String, Visibility> visibility) {
    return new AccessRules(rules, visibility);
  }

  /** What this principal may do with this target, whether it exists or not. */
  public Verdict check(Principal who, Target what) {
    if (!visible(who, what)) {
      return HIDDEN;
    }
    Set<String> needs = Set.of();
    boolean lacks = false;
    for (AccessRule rule : rules) {
      if (rule.concerns(what)) {
        boolean granted = rule.needs().stream().allMatch(who::has);
        if (!granted && rule.hidden()) {
          return HIDDEN;
        }
        lacks |= !granted;
        needs = needs.isEmpty() ? new TreeSet<>(rule.needs()) : union(needs, rule.needs());
      }
    }
    return lacks ? new Verdict.Lacking(List.copyOf(needs)) : ALLOWED;
  }

  /** Whether the target is there as far as this principal can tell; it may still lack a scope to call it. */
  public boolean shows(Principal who, Target what) {
    return !(check(who, what) instanceof Verdict.Hidden);
  }

  /** All scopes that a rule asks for, sorted. */
  public List<String> scopes() {
    return rules.stream().flatMap(rule -> rule.needs().stream()).distinct().sorted().toList();
  }

  private boolean visible(Principal who, Target what) {
    if (visibility.isEmpty()) {
      return true;
    }
    Visibility own = visibility.get(who.name());
    if (own == null) {
      int colon = who.name().indexOf(':');
      own = colon < 0 ? null : visibility.get(who.name().substring(0, colon));
    }
    return own == null || own.shows(what.name());
  }

  private static Set<String> union(Set<String> some, Set<String> more) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(more);
    return all;
  }
}
