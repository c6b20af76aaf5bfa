package io.roundhouse.routers.guard;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** A Boolean expression over signals, by their names. Immutable. */
public sealed interface Condition {

  /** Evaluates it; signals are asked from left to right and only as far as needed. */
  boolean holds(Predicate<String> signals);

  /** The signals it mentions. */
  default Set<String> signals() {
    Set<String> names = new TreeSet<>();
    collect(names);
    return names;
  }

  /** Adds the signals it mentions. */
  void collect(Set<String> names);

  /** A signal is on. */
  record Is(String signal) implements Condition {

    @Override
    public boolean holds(Predicate<String> signals) {
      return signals.test(signal);
    }

    @Override
    public void collect(Set<String> names) {
      names.add(signal);
    }
  }

  /** A condition does not hold. */
  record Not(Condition condition) implements Condition {

    @Override
    public boolean holds(Predicate<String> signals) {
      return !condition.holds(signals);
    }

    @Override
    public void collect(Set<String> names) {
      condition.collect(names);
    }
  }

  /** All hold; an empty list always holds. */
  record All(List<Condition> conditions) implements Condition {

    /** Copies the list. */
    public All {
      conditions = List.copyOf(conditions);
    }

    @Override
    public boolean holds(Predicate<String> signals) {
      return conditions.stream().allMatch(each -> each.holds(signals));
    }

    @Override
    public void collect(Set<String> names) {
      conditions.forEach(each -> each.collect(names));
    }
  }

  /** At least one holds; an empty list never holds. */
  record Any(List<Condition> conditions) implements Condition {

    /** Copies the list. */
    public Any {
      conditions = List.copyOf(conditions);
    }

    @Override
    public boolean holds(Predicate<String> signals) {
      return conditions.stream().anyMatch(each -> each.holds(signals));
    }

    @Override
    public void collect(Set<String> names) {
      conditions.forEach(each -> each.collect(names));
    }
  }
}
