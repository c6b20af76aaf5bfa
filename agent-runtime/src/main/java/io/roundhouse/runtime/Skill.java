package io.roundhouse.runtime;

import java.util.List;

/** One thing an agent is good at, as it appears on its card and as routers read it. Immutable. */
public record Skill(String id, String name, String description, List<String> tags, List<String> examples) {

  public Skill {
    tags = List.copyOf(tags);
    examples = List.copyOf(examples);
  }

  /** A skill without tags and examples. */
  public static Skill of(String id, String description) {
    return new Skill(id, id, description, List.of(), List.of());
  }
}
