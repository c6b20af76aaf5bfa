package io.roundhouse.routers.guard;

import java.util.Set;

/**
 * What a guard looks at. Immutable.
 *
 * @param text what the caller wrote
 * @param roles the roles of the caller; empty if nothing is known
 */
public record GuardInput(String text, Set<String> roles) {

  /** Copies the roles. */
  public GuardInput {
    roles = Set.copyOf(roles);
  }

  /** Returns a request of a caller of whom nothing is known. */
  public static GuardInput of(String text) {
    return new GuardInput(text, Set.of());
  }
}
