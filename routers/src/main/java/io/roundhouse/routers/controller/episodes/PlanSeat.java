package io.roundhouse.routers.controller.episodes;

import io.roundhouse.routers.RoutingException;
import org.jspecify.annotations.Nullable;

/**
 * One seat of a {@link Plan}: the role, and the model, without saying which agent. Immutable.
 *
 * @param model {@code null} leaves the model to the agent
 */
public record PlanSeat(String role, @Nullable String model) {

  /** Throws {@link RoutingException.Invalid} if the role is blank. */
  public PlanSeat {
    if (role.isBlank()) {
      throw new RoutingException.Invalid("a seat of a plan has a blank role; name one, or 'answerer'");
    }
  }

  @Override
  public String toString() {
    return model == null ? role : role + ":" + model;
  }
}
