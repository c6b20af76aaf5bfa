package io.roundhouse.routers.agents;

import io.roundhouse.routers.AgentProfile;
import io.roundhouse.routers.SkillProfile;
import java.util.ArrayList;
import java.util.List;

/**
 * What the router knows of an agent: who it is, what it says about itself, and requests that it is known to handle. Immutable.
 *
 * @param description may be blank if there are examples; without either the name has to do
 * @param examples requests that a person might send it
 */
public record AgentKnowledge(String name, String description, List<String> examples) {

  /** Copies the examples. */
  public AgentKnowledge {
    examples = List.copyOf(examples);
  }

  /** Returns what a profile says: its description and skills describe it, its skills' examples are examples. */
  public static AgentKnowledge of(AgentProfile agent) {
    StringBuilder said = new StringBuilder(agent.description().strip());
    List<String> examples = new ArrayList<>();
    for (SkillProfile skill : agent.skills()) {
      if (!skill.description().isBlank()) {
        said.append(said.isEmpty() ? "" : " ").append(skill.description().strip());
      }
      skill.examples().stream().filter(example -> !example.isBlank()).forEach(examples::add);
    }
    return new AgentKnowledge(agent.name(), said.toString(), examples);
  }

  /** Returns this with more examples. */
  public AgentKnowledge withExamples(List<String> more) {
    List<String> all = new ArrayList<>(examples);
    all.addAll(more);
    return new AgentKnowledge(name, description, all);
  }

  /** What stands for the agent where it is only described: its description, else its name in words. */
  String described() {
    return description.isBlank() ? name.replaceAll("[_.\\-]+", " ").replaceAll("(?<=[a-z])(?=[A-Z])", " ") : description;
  }
}
