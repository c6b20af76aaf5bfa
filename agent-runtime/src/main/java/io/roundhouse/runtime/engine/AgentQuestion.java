package io.roundhouse.runtime.engine;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What an agent is asked. Immutable.
 *
 * @param model the model to use in place of the agent's own choice; null for that
 * @param role what the agent is asked to be, as {@link io.roundhouse.routers.Assignment#role()} names it; null for itself
 * @param stream whether the answer goes to the caller as it is, so that its parts may go there as they come
 */
record AgentQuestion(String text, @Nullable JsonNode data, @Nullable String model, @Nullable String role, boolean stream) {

  static AgentQuestion of(String text) {
    return new AgentQuestion(text, null, null, null, false);
  }

  AgentQuestion withRole(@Nullable String newRole) {
    return new AgentQuestion(text, data, model, newRole, stream);
  }

  AgentQuestion withModel(@Nullable String newModel) {
    return new AgentQuestion(text, data, newModel, role, stream);
  }
}
