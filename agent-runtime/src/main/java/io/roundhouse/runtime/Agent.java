package io.roundhouse.runtime;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Someone who answers requests. Immutable; safe to share.
 *
 * @param name what callers use, also in addresses: letters, digits, {@code _} and {@code -}, at most 64 characters
 * @param description what it is for; routers choose by it
 * @param skills what it is good at, for its card and for routers; may be empty
 * @param body how it comes to an answer
 */
public record Agent(String name, String description, List<Skill> skills, AgentBody body) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  public Agent {
    if (!NAME.matcher(name).matches()) {
      throw new CatalogException("agent name '" + name + "' must be 1 to 64 letters, digits, _ or -");
    }
    skills = List.copyOf(skills);
  }

  /** An agent in plain blocking Java; each request runs on a virtual thread. */
  public static Agent of(String name, String description, AgentBody.Answer answer) {
    return new Agent(name, description, List.of(), new AgentBody.Code(answer));
  }

  /** The same agent with these skills. */
  public Agent withSkills(List<Skill> newSkills) {
    return new Agent(name, description, newSkills, body);
  }
}
