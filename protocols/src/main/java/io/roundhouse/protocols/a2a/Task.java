package io.roundhouse.protocols.a2a;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run as A2A sees it. Immutable.
 *
 * @param id the run's id
 * @param state where it stands
 * @param since since when
 * @param status what the agent says about its state; null for nothing
 * @param artifact the result; null while there is none
 * @param request what was asked; null to leave it out
 */
record Task(
    String id, String contextId, State state, Instant since, @Nullable Message status, @Nullable Message artifact,
    @Nullable Message request) {

  /** Where a task stands, by the protocol's names without their prefix. */
  enum State { WORKING, COMPLETED, FAILED, CANCELED }

  Task withoutRequest() {
    return new Task(id, contextId, state, since, status, artifact, null);
  }
}
