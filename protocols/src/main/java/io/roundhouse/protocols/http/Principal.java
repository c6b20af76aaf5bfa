package io.roundhouse.protocols.http;

import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request. Immutable; safe to share.
 *
 * @param name a stable name, for example {@code key:desk}, or {@code corp:ada} for the subject {@code ada} of the issuer {@code corp};
 *     never a credential
 * @param authenticated whether somebody checked the name; an unchecked one is the same for all clients
 * @param scopes what the credential allows, {@code *} being everything; empty for an unchecked principal
 */
public record Principal(String name, boolean authenticated, Set<String> scopes) {

  /** Somebody on a server that asks nobody who they are. */
  public static final Principal ANONYMOUS = new Principal("anonymous", false, Set.of());

  /** The scope that shows and controls the runs of all callers. */
  public static final String RUNS_ADMIN = "runs:admin";

  /** The scope that shows metrics. */
  public static final String METRICS_READ = "metrics:read";

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

  /** Whether this one was granted a scope; where nobody is asked, everybody has all of them. */
  public boolean has(String scope) {
    return !authenticated || scopes.contains(scope) || scopes.contains("*");
  }

  /** Whether work that {@code caller} asked for was asked for by this one; where nobody is asked, all work belongs to everybody. */
  public boolean owns(String caller) {
    return !authenticated || name.equals(caller);
  }

  /** Whether this one may see and control work that {@code caller} asked for: its own, or everybody's with {@link #RUNS_ADMIN}. */
  public boolean oversees(String caller) {
    return owns(caller) || has(RUNS_ADMIN);
  }

  /** The caller for the journal: this one, or {@code label} where nobody is asked who they are. */
  public String caller(String label) {
    return authenticated ? name : label;
  }

  /** An idempotency key as this one's own, so that nobody joins another's run by guessing its key; null stays null. */
  public @Nullable String own(@Nullable String key) {
    return key == null || !authenticated ? key : name + " " + key;
  }
}
