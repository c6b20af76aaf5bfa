package io.roundhouse.routers;

import org.jspecify.annotations.Nullable;

/**
 * One seat at the table: which agent, in which role, with which model. Immutable.
 *
 * @param model the name of the model; {@code null} if none was offered or none fits, so that the agent has to do without
 */
public record Assignment(String agent, String role, @Nullable String model) {

  /** The role of an agent that simply answers. */
  public static final String ANSWERER = "answerer";

  /** Throws {@link RoutingException.Invalid} if the agent or the role is blank. */
  public Assignment {
    Checks.named("agent of an assignment", agent);
    Checks.named("role of an assignment", role);
  }
}
