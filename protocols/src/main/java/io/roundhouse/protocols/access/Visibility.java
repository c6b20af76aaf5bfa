package io.roundhouse.protocols.access;

/**
 * Which tools and agents exist as far as one client can tell. Immutable; safe to share.
 *
 * @param allow what it sees
 * @param deny what it does not see even so
 */
public record Visibility(NamePatterns allow, NamePatterns deny) {

  /** Everything. */
  public static final Visibility FULL = new Visibility(NamePatterns.ALL, NamePatterns.NONE);

  /** Whether a tool or agent of this name is there for the client. */
  public boolean shows(String name) {
    return allow.match(name) && !deny.match(name);
  }
}
