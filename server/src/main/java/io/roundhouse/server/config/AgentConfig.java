package io.roundhouse.server.config;

import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.Skill;
import io.roundhouse.runtime.Team;
import java.util.List;

/** An agent as the file describes it. Immutable. */
public record AgentConfig(String name, String description, List<Skill> skills, Body body) {

  public AgentConfig {
    skills = List.copyOf(skills);
  }

  /** How it comes to an answer. */
  public sealed interface Body {

    /** With a fixed text in which <code>{{message}}</code> stands for what the caller said. */
    record Reply(String template) implements Body {

      /** The answer to this message. */
      public String answer(String message) {
        return template.replace(MESSAGE, message);
      }
    }

    /** With Java: {@code object} makes an {@link AgentBody.Answer}. */
    record Code(JavaObject object) implements Body {}

    /** With a model. */
    record Prompted(AgentBody.Prompted body) implements Body {}

    /** By handing the request to these agents. */
    record Routed(AgentBody.Routed body) implements Body {}

    /** By working on it with other agents. */
    record Together(Team team) implements Body {}
  }

  /** The only placeholder of a reply. */
  static final String MESSAGE = "{{message}}";
}
