package io.roundhouse.routers.guard;

import java.util.Set;

/**
 * What happens when a condition holds. Immutable.
 *
 * @param priority rules with a higher one come first
 */
public record Rule(String name, int priority, Condition when, Action then) {

  /** What a rule does. */
  public sealed interface Action {

    /** The request goes on, and rules of lower priority are not asked. */
    record Allow() implements Action {}

    /**
     * The request is refused, and rules of lower priority are not asked.
     *
     * @param message one sentence for the caller
     */
    record Deny(String message) implements Action {}

    /** Only these agents may be chosen; with several such rules, those that all of them name. */
    record RestrictTo(Set<String> agents) implements Action {

      /** Copies the names. */
      public RestrictTo {
        agents = Set.copyOf(agents);
      }
    }

    /** The request carries a word from here on, for the log and for later stages. */
    record Tag(String tag) implements Action {}
  }
}
