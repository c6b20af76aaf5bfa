package io.roundhouse.runtime.engine;

import io.roundhouse.routers.roles.RoleLibrary;
import io.roundhouse.runtime.DeskRouting;
import io.roundhouse.runtime.ModelRouting;
import io.roundhouse.runtime.ShadowPolicy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a runtime decides about agents, models and roles. Immutable.
 *
 * @param desks how front desks decide that do not decide by words
 * @param models how a model is chosen where nobody names one; null for by price
 * @param roles what agents with a model are told in the roles they are given
 * @param shadows which front desks try their other modes, and how often
 */
record RoutingParts(
    Map<String, DeskRouting> desks, @Nullable ModelRouting models, RoleLibrary roles, Map<String, ShadowPolicy> shadows) {

  RoutingParts {
    desks = Map.copyOf(desks);
    shadows = Map.copyOf(shadows);
  }
}
