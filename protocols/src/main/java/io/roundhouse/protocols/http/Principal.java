package io.roundhouse.protocols.http;

import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/**
 * Who sends a request. Immutable; safe to share.
 *
 * @param name a stable name, for example {@code jwt:https://issuer.example|ada}; never a credential
 * @param authenticated whether somebody checked the name; an unchecked one is the same for all clients
 * @param scopes what the credential allows; empty for an unchecked principal
 */
public record Principal(String name, boolean authenticated, Set<String> scopes) {

  /** Somebody who did not have to say who they are. */
  public static final Principal ANONYMOUS = new Principal("anonymous", false, Set.of());

  private static final String KEY = "roundhouse.principal";

  public Principal {
    scopes = Set.copyOf(scopes);
  }

  /** A checked principal. */
  public static Principal authenticated(String name, Set<String> scopes) {
    return new Principal(name, true, scopes);
  }

  /** Who sends this request: whom {@link #attach} named, otherwise {@link #ANONYMOUS}. */
  public static Principal of(RoutingContext context) {
    return context.get(KEY, ANONYMOUS);
  }

  /** Says who sends this request; called once, before an endpoint handles it. */
  public void attach(RoutingContext context) {
    context.put(KEY, this);
  }
}
