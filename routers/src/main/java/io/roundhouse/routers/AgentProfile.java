package io.roundhouse.routers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent as routing sees it: what it says about itself, and the model it would like to use. Immutable.
 *
 * @param name unique within a request
 * @param preferredModel the name of a {@link ModelProfile}; one that the request does not offer is ignored
 */
public record AgentProfile(String name, String description, List<SkillProfile> skills, @Nullable String preferredModel) {

  /** Copies the skills; throws {@link RoutingException.Invalid} if the name is blank. */
  public AgentProfile {
    Checks.named("name of an agent", name);
    skills = List.copyOf(skills);
  }

  /** Returns an agent that is known by its description only and leaves the model to the controller. */
  public static AgentProfile of(String name, String description) {
    return new AgentProfile(name, description, List.of(), null);
  }
}
