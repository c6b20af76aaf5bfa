package io.roundhouse.runtime;

import java.util.Set;

/**
 * Who asked for a run; never a credential. Immutable; safe to share.
 *
 * @param name as in {@link RunRequest#caller}
 * @param scopes what this one was granted
 */
public record Caller(String name, Set<String> scopes) {

  /** The unnamed caller of this process. */
  public static final Caller LOCAL = new Caller("local", Set.of());

  public Caller {
    scopes = Set.copyOf(scopes);
  }
}
