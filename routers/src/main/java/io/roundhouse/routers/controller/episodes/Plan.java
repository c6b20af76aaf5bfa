package io.roundhouse.routers.controller.episodes;

import io.roundhouse.routers.Assignment;
import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.Decision;
import io.roundhouse.routers.RoutingException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a request is worked on, whoever the agents are: the mode, and the role and model of each seat. What a controller learns is which
 * plan suits which text. Immutable.
 *
 * @param seats in order, at least one; exactly one in a mode of one agent
 */
public record Plan(CollaborationMode mode, List<PlanSeat> seats) {

  /** Copies the seats; throws {@link RoutingException.Invalid} if their number does not suit the mode. */
  public Plan {
    seats = List.copyOf(seats);
    if (seats.isEmpty() || (mode.isSingle() && seats.size() > 1)) {
      throw new RoutingException.Invalid("a plan in mode %s has %d seats; expected %s"
          .formatted(mode, seats.size(), mode.isSingle() ? "exactly 1" : "at least 1"));
    }
  }

  /** Returns the plan by which one agent simply answers, with {@code model} or, if that is null, with its own. */
  public static Plan solo(@Nullable String model) {
    return of(CollaborationMode.SOLO, new PlanSeat(Assignment.ANSWERER, model));
  }

  /** Returns a plan with these seats. */
  public static Plan of(CollaborationMode mode, PlanSeat... seats) {
    return new Plan(mode, List.of(seats));
  }

  /** Returns the plan that a decision carries out. */
  public static Plan of(Decision.Routed decision) {
    return new Plan(decision.mode(),
        decision.assignments().stream().map(seat -> new PlanSeat(seat.role(), seat.model())).toList());
  }

  /** Returns the plan as people read it, such as {@code CHAIN(solver:small, checker:large)}. */
  @Override
  public String toString() {
    return seats.stream().map(PlanSeat::toString).collect(Collectors.joining(", ", mode + "(", ")"));
  }
}
