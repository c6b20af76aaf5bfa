package io.roundhouse.routers;

import java.util.List;

/**
 * One thing an agent can do, as routing sees it; {@code examples} are requests a person might send. Immutable. All parts but the
 * id may be empty.
 */
public record SkillProfile(String id, String description, List<String> tags, List<String> examples) {

  /** Copies the lists; throws {@link RoutingException.Invalid} if the id is blank. */
  public SkillProfile {
    Checks.named("id of a skill", id);
    tags = List.copyOf(tags);
    examples = List.copyOf(examples);
  }
}
