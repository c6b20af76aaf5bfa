package io.roundhouse.runtime;

import io.roundhouse.toolgraph.FailureClass;
import java.util.Optional;

/** Where a run stands, as far as a list of runs tells. */
public enum RunPhase {
  /** Taken on, nothing done yet. */
  ACCEPTED,
  /** At work. */
  WORKING,
  /** Waits for an answer or an approval. */
  WAITS_FOR_INPUT,
  /** Waits until somebody has done something at an address, such as signing in. */
  WAITS_FOR_AUTHORIZATION,
  /** Did its work. */
  COMPLETED,
  /** Could not do its work. */
  FAILED,
  /** Was refused by policy or by a person. */
  DENIED,
  /** Ended with a question that nobody was there to answer. */
  ESCALATED,
  /** Was ended by its caller or a shutdown. */
  CANCELLED;

  /** The phase a run is in after its last event. */
  public static RunPhase of(RunEvent.End end) {
    return switch (end) {
      case RunEvent.Completed ignored -> COMPLETED;
      case RunEvent.Failed failed -> failed.failureClass() == FailureClass.DENIED ? DENIED : FAILED;
      case RunEvent.Escalated ignored -> ESCALATED;
      case RunEvent.Cancelled ignored -> CANCELLED;
    };
  }

  /** The phase a run is in from this entry on; empty if the entry changes nothing about it. */
  public static Optional<RunPhase> from(JournalEntry entry) {
    return switch (entry.event()) {
      case RunEvent.Accepted ignored -> Optional.of(ACCEPTED);
      case RunEvent.InputAsked asked ->
          Optional.of(asked.request() instanceof InputRequest.Link ? WAITS_FOR_AUTHORIZATION : WAITS_FOR_INPUT);
      case RunEvent.ApprovalAsked ignored -> Optional.of(WAITS_FOR_INPUT);
      case RunEvent.InputAnswered ignored -> Optional.of(WORKING);
      case RunEvent.ApprovalAnswered ignored -> Optional.of(WORKING);
      case RunEvent.End end -> Optional.of(of(end));
      default -> entry.seq() == 2 ? Optional.of(WORKING) : Optional.empty();
    };
  }
}
