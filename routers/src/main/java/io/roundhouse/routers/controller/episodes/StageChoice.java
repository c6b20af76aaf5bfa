package io.roundhouse.routers.controller.episodes;

import io.roundhouse.routers.Candidate;
import io.roundhouse.routers.RoutingException;
import io.roundhouse.routers.Stage;
import io.roundhouse.routers.StageTrace;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one stage chose in an episode, and with which probability. Immutable.
 *
 * @param seat the seat it was chosen for, from 0; 0 also for stages without seats
 * @param policy the version of the policy that chose
 * @param chosen the name of what was chosen; empty if nothing was, as where no model was offered
 * @param propensity the probability of that choice, more than 0 and at most 1
 * @param candidates every candidate with its probability; empty if the policy left none
 */
public record StageChoice(
    Stage stage, int seat, String policy, String chosen, double propensity, Map<String, Double> candidates) {

  /** Copies the map in its order; throws {@link RoutingException.Invalid} if the propensity is no probability above zero. */
  public StageChoice {
    candidates = Collections.unmodifiableMap(new LinkedHashMap<>(candidates));
    if (!(propensity > 0 && propensity <= 1)) {
      throw new RoutingException.Invalid("stage %s of seat %d chose '%s' with probability %s; expected more than 0 and at most 1"
          .formatted(stage, seat, chosen, propensity));
    }
  }

  /** Returns what a decision's trace says; a policy that left out what it could never have chosen was certain. */
  static StageChoice of(StageTrace trace, int seat) {
    String chosen = trace.chosen().isEmpty() ? "" : trace.chosen().getFirst();
    Map<String, Double> candidates = new LinkedHashMap<>();
    trace.candidates().forEach(each -> candidates.put(each.name(), each.propensity()));
    double propensity = trace.candidates().stream()
        .filter(each -> each.name().equals(chosen)).mapToDouble(Candidate::propensity).findFirst().orElse(1);
    return new StageChoice(trace.stage(), seat, trace.policy(), chosen, propensity, candidates);
  }
}
