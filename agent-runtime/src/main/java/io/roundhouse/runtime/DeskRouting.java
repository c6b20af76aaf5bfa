package io.roundhouse.runtime;

import io.roundhouse.routers.Decision;
import io.roundhouse.routers.Policies;
import io.roundhouse.routers.RoutingRequest;
import java.time.Duration;
import java.util.Set;

/**
 * How a front desk decides who answers, where the words that a request shares with the agents' descriptions are not enough. Called on a
 * virtual thread, so it may embed text and ask models through {@code desk}, which spends the run's budget and goes into its journal.
 * Safe to share between runs.
 */
@FunctionalInterface
public interface DeskRouting {

  /**
   * Decides about one request.
   *
   * @param request what was asked, with the agents of the desk
   * @param usual the policies the desk would decide with; replace those that should decide otherwise
   * @param caller who asks, as in {@link RunRequest#caller}
   * @param desk the desk at work
   * @throws Exception anything; it fails the request
   */
  Outcome decide(RoutingRequest request, Policies usual, String caller, AgentRequest desk) throws Exception;

  /**
   * Learns what came of a request that this desk sent to somebody, at any later time. Called on a worker thread.
   *
   * @param score from 0 to 1
   * @param micros what its models cost, in millionths of a US dollar
   * @param took how long the caller waited
   */
  default void learn(double score, long micros, Duration took) {}

  /** What was decided. */
  sealed interface Outcome {

    /**
     * Somebody or nobody answers.
     *
     * @param tags what a guard noted about the request
     * @param guard which rules of a guard applied and why; empty if none did
     */
    record Decided(Decision decision, Set<String> tags, String guard) implements Outcome {

      /** Copies the tags. */
      public Decided {
        tags = Set.copyOf(tags);
      }

      /** A decision about which no guard had anything to say. */
      public Decided(Decision decision) {
        this(decision, Set.of(), "");
      }
    }

    /**
     * The request is refused before anybody is chosen.
     *
     * @param message what the caller is told
     * @param explanation which rule applied and why, for the log
     */
    record Refused(String message, String explanation) implements Outcome {}
  }
}
