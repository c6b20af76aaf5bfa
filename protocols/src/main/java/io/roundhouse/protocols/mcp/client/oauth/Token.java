package io.roundhouse.protocols.mcp.client.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An access token and what belongs to it. Never printed.
 *
 * @param requested the scopes that were asked for, in all
 * @param expiresAt epoch milliseconds; {@link Long#MAX_VALUE} if it does not say
 */
record Token(String access, @Nullable String refresh, Set<String> requested, long expiresAt) {

  private static final long MARGIN_MILLIS = 30_000;

  static Token of(JsonNode reply, Set<String> requested, Clock clock) {
    long seconds = reply.path("expires_in").asLong(0);
    Set<String> scopes = new TreeSet<>(requested);
    scopes.addAll(Challenge.scopes(reply.path("scope").asText("")));
    return new Token(
        reply.path("access_token").asText(),
        reply.hasNonNull("refresh_token") ? reply.path("refresh_token").asText() : null,
        scopes,
        seconds > 0 ? clock.millis() + seconds * 1_000 : Long.MAX_VALUE);
  }

  static Token read(JsonNode stored) {
    Set<String> scopes = new TreeSet<>();
    stored.path("requested").forEach(scope -> scopes.add(scope.asText()));
    return new Token(stored.path("access").asText(), stored.hasNonNull("refresh") ? stored.path("refresh").asText() : null,
        scopes, stored.path("expires-at").asLong(Long.MAX_VALUE));
  }

  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("access", access).put("refresh", refresh).put("expires-at", expiresAt);
    requested.forEach(json.putArray("requested")::add);
    return json;
  }

  /** The same token after a renewal that named no new refresh token. */
  Token keeping(@Nullable String oldRefresh) {
    return refresh == null ? new Token(access, oldRefresh, requested, expiresAt) : this;
  }

  boolean isStale(Clock clock) {
    return expiresAt != Long.MAX_VALUE && clock.millis() > expiresAt - MARGIN_MILLIS;
  }

  String header() {
    return "Bearer " + access;
  }

  @Override
  public String toString() {
    return "Token[...]";
  }
}
