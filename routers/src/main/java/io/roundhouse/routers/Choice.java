package io.roundhouse.routers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Policy} chose, and what a person or a learner later wants to know about it. Immutable.
 *
 * @param value the choice itself
 * @param candidates what else was looked at, best first; a policy may leave out what it could never have chosen
 * @param predicted what the policy expects of its choice
 * @param confidence how sure the policy is, 0 to 1; {@code null} if it has no notion of it
 * @param reason one sentence for a person, with a full stop
 */
public record Choice<C>(C value, List<Candidate> candidates, Estimate predicted, @Nullable Double confidence, String reason) {

  /** Copies the candidates; throws {@link RoutingException.Invalid} if the reason is blank or the confidence out of range. */
  public Choice {
    candidates = List.copyOf(candidates);
    if (reason.isBlank()) {
      throw new RoutingException.Invalid("a choice has no reason; say in one sentence why " + value + " was chosen");
    }
    if (confidence != null) {
      Checks.fraction("the confidence", confidence);
    }
  }

  /** Returns a choice of which only the reason is known. */
  public static <C> Choice<C> of(C value, String reason) {
    return new Choice<>(value, List.of(), Estimate.UNKNOWN, null, reason);
  }

  /** Returns this choice with other candidates, best first. */
  public Choice<C> withCandidates(List<Candidate> others) {
    return new Choice<>(value, others, predicted, confidence, reason);
  }

  /** Returns this choice with another expectation. */
  public Choice<C> withPredicted(Estimate estimate) {
    return new Choice<>(value, candidates, estimate, confidence, reason);
  }

  /** Returns this choice with another confidence, 0 to 1. */
  public Choice<C> withConfidence(double sure) {
    return new Choice<>(value, candidates, predicted, sure, reason);
  }
}
