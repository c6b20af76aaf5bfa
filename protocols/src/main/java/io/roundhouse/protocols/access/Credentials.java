package io.roundhouse.protocols.access;

import org.jspecify.annotations.Nullable;

/**
 * What a request says about who asks. Never stored, logged or passed on.
 *
 * @param bearer what follows {@code Bearer} in the header {@code Authorization}; null if there is none
 * @param apiKey the header {@code X-API-Key}; null if there is none
 * @param fromLoopback whether the connection comes from this machine
 */
public record Credentials(@Nullable String bearer, @Nullable String apiKey, boolean fromLoopback) {

  /** A request that says nothing. */
  public static Credentials none(boolean fromLoopback) {
    return new Credentials(null, null, fromLoopback);
  }

  /** Whether nothing is said. */
  public boolean isEmpty() {
    return bearer == null && apiKey == null;
  }

  /** Says what kinds there are and keeps the secrets. */
  @Override
  public String toString() {
    return "Credentials[bearer=" + (bearer != null) + ", apiKey=" + (apiKey != null) + ", fromLoopback=" + fromLoopback + "]";
  }
}
