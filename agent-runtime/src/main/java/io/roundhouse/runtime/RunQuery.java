package io.roundhouse.runtime;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which runs of a caller are wanted: those that belong to a conversation, the last changed first. Immutable.
 *
 * @param target the tool or agent
 * @param caller whose runs
 * @param conversation of this conversation only (see {@link RunRequest#envelope}); null for any
 * @param phases in one of these phases only; empty for any
 * @param changedSince changed at this moment or later; null for any
 * @param before after this place in the list; null for its begin
 * @param limit at most this many
 */
public record RunQuery(
    String target,
    String caller,
    @Nullable String conversation,
    Set<RunPhase> phases,
    @Nullable Instant changedSince,
    @Nullable Place before,
    int limit) {

  /** The field of a run's envelope that names its conversation. */
  public static final String CONVERSATION = "contextId";

  public RunQuery {
    phases = Set.copyOf(phases);
    if (limit < 1) {
      throw new IllegalArgumentException("limit is " + limit + ", expected at least 1");
    }
  }

  /** A place in the list: the run that stands there, and when its phase changed last. */
  public record Place(Instant changedAt, RunId run) {}
}
