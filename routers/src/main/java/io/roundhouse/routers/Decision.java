package io.roundhouse.routers;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The outcome of routing one request, with everything needed to explain it, to take it again, and to learn from it. Immutable. */
public sealed interface Decision {

  /** Returns the stages that were taken, in order. */
  List<StageTrace> trace();

  /** Returns what the decision was taken with. */
  Versions versions();

  /** Says in at most three plain sentences, without numbers that need a manual, what was decided and why. */
  default String explain() {
    return Explanation.of(this);
  }

  /** Returns the agents that were compared, best first; empty if no comparison was needed. */
  default List<Candidate> candidates() {
    return stage(Stage.AGENTS).map(StageTrace::candidates).orElse(List.of());
  }

  /** Returns how sure the controller is of its agents, 0 to 1, or {@code null} if the policy has no notion of it. */
  default @Nullable Double confidence() {
    Optional<StageTrace> agents = stage(Stage.AGENTS);
    return agents.isPresent() ? agents.get().confidence() : null;
  }

  /** Returns what the first seat (for roles and models) or the whole decision (else) went through at {@code stage}, if it got there. */
  default Optional<StageTrace> stage(Stage stage) {
    return trace().stream().filter(taken -> taken.stage() == stage).findFirst();
  }

  /**
   * Somebody answers.
   *
   * @param assignments the seats in order, at least one; in a single-agent mode exactly one
   * @param predicted what is expected of the whole, as far as it is known
   */
  record Routed(
      List<Assignment> assignments, CollaborationMode mode, Estimate predicted, List<StageTrace> trace, Versions versions)
      implements Decision {

    /** Copies the lists; throws {@link RoutingException.Invalid} if the number of seats does not suit the mode. */
    public Routed {
      assignments = List.copyOf(assignments);
      trace = List.copyOf(trace);
      if (assignments.isEmpty() || (mode.isSingle() && assignments.size() > 1)) {
        throw new RoutingException.Invalid("%d agents cannot work in mode %s; expected %s"
            .formatted(assignments.size(), mode, mode.isSingle() ? "exactly 1" : "at least 1"));
      }
    }

    /** Returns the first seat, which in a single-agent mode is the only one. */
    public Assignment lead() {
      return assignments.getFirst();
    }
  }

  /**
   * Nobody here does what was asked.
   *
   * @param capabilities what the agents that the caller may use can do, by name
   */
  record OutOfScope(List<Capability> capabilities, List<StageTrace> trace, Versions versions) implements Decision {

    /** Copies the lists. */
    public OutOfScope {
      capabilities = List.copyOf(capabilities);
      trace = List.copyOf(trace);
    }
  }
}
