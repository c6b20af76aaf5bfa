package io.roundhouse.routers.roles;

import io.roundhouse.routers.RoutingException;

/**
 * Something an agent can be for one request. Immutable.
 *
 * @param id unique in a library, such as {@code maths-checker}; what {@link io.roundhouse.routers.Assignment#role()} names
 * @param domain the kind of task it is for
 * @param duty one sentence that says what it does; controllers choose by it
 * @param prompt what an agent in this role is told
 */
public record Role(String id, String domain, String duty, String prompt) {

  private static final int LONGEST_DUTY = 300;
  private static final int LONGEST_PROMPT = 8_000;

  /** Throws {@link RoutingException.Invalid} if a part is blank, the id is not made of lower-case words, or a text is too long. */
  public Role {
    if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new RoutingException.Invalid("a role has the id '%s'; expected lower-case words joined by '-'".formatted(id));
    }
    if (domain.isBlank() || duty.isBlank() || prompt.isBlank()) {
      throw new RoutingException.Invalid(
          "role '%s' has the domain '%s', the duty '%s' and a prompt of %d characters; expected all three".formatted(
              id, domain, duty, prompt.length()));
    }
    if (duty.length() > LONGEST_DUTY || prompt.length() > LONGEST_PROMPT) {
      throw new RoutingException.Invalid("role '%s' has a duty of %d and a prompt of %d characters; expected at most %d and %d".formatted(
          id, duty.length(), prompt.length(), LONGEST_DUTY, LONGEST_PROMPT));
    }
  }
}
