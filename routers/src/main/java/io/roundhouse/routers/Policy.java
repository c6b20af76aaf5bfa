package io.roundhouse.routers;

import org.jspecify.annotations.Nullable;

/**
 * How one stage decides: fixed, looked up, computed or learned. A policy is a pure function of the draft: it keeps no state that
 * changes, reads no clock and does no I/O, so that a logged decision can be taken again. A policy that learned holds an immutable
 * snapshot, and learning yields a new policy with a new version. One that explores derives its draw from the draft. Safe to share
 * between threads.
 *
 * <p>Policies compose: one that wraps two others and asks the second where the first is unsure is again a policy.
 *
 * @param <C> what the stage chooses
 */
public interface Policy<C> {

  /** Chooses, knowing everything that the stages before have decided. */
  Choice<C> choose(Draft draft);

  /** Names the policy and its version, such as {@code lexical/1}; it changes whenever the same draft may yield another choice. */
  String version();

  /** Names the embedding model that the policy turns text into vectors with; {@code null} if it uses none. */
  default @Nullable String embeddingModel() {
    return null;
  }

  /** Returns a policy that always makes the same choice, for the given reason. */
  static <C> Policy<C> fixed(C value, String reason) {
    return new FixedPolicy<>(value, reason);
  }
}
