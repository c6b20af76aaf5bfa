package io.roundhouse.routers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one stage decided and why. Immutable. {@link Stage#ROLE} and {@link Stage#MODEL} leave one of these for each seat.
 *
 * @param policy the {@link Policy#version()} that decided
 * @param chosen the names of what was chosen, best first; empty if nothing was
 * @param candidates what was looked at, best first, with scores and propensities
 * @param confidence how sure the policy was, 0 to 1; {@code null} if it has no notion of it
 * @param reason one sentence for a person
 */
public record StageTrace(
    Stage stage, String policy, List<String> chosen, List<Candidate> candidates, @Nullable Double confidence, String reason) {

  /** Copies the lists. */
  public StageTrace {
    chosen = List.copyOf(chosen);
    candidates = List.copyOf(candidates);
  }

  static StageTrace of(Stage stage, Policy<?> policy, List<String> chosen, Choice<?> choice) {
    return new StageTrace(stage, policy.version(), chosen, choice.candidates(), choice.confidence(), choice.reason());
  }
}
