package io.roundhouse.protocols.access;

import io.roundhouse.protocols.http.Principal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells who asks and what they may use. Thread-safe; identifying is complete at once except when an issuer's keys have to be fetched.
 */
public final class Access implements Authenticator {

  /** The header of an API key. */
  public static final String KEY_HEADER = "X-API-Key";

  /** The name of everybody who is asked and does not say who they are. */
  static final String ANONYMOUS = "anonymous";

  private static final Future<Identification> NOT_ASKED =
      Future.succeededFuture(new Identification.Known(Principal.ANONYMOUS));
  private static final Future<Identification> NO_CREDENTIALS = Future.succeededFuture(new Identification.Absent());
  private static final Future<Identification> OF_NO_KIND = Future.succeededFuture(
      new Identification.Rejected("unknown-credentials", "These credentials are of no kind that this server takes."));
  private static final Future<Identification> TWO = Future.succeededFuture(
      new Identification.Rejected("two-credentials", "Send an API key or a token, not both."));

  private final AccessOptions options;
  private final AccessRules rules;
  private final List<Authenticator> chain = new ArrayList<>();
  private final Future<Identification> anonymous;
  private final @Nullable IssuerMetadata http;

  private Access(AccessOptions options, @Nullable Vertx vertx, Clock clock) {
    this.options = options;
    this.rules = options.accessRules();
    this.anonymous = Future.succeededFuture(new Identification.Known(
        Principal.authenticated(ANONYMOUS, options.anonymousScopes())));
    this.http = vertx == null || options.issuers().isEmpty() ? null : new IssuerMetadata(vertx);
    if (http != null) {
      chain.add(new JwtTokens(options.issuers(), issuer -> new KeySource(issuer, http, clock), clock));
    }
    chain.add(new ApiKeys(options.keys()));
  }

  /** Nobody is asked, and everybody may do everything. */
  public static Access off() {
    return new Access(AccessOptions.off(), null, Clock.systemUTC());
  }

  /** Asks as these options say; keys of issuers are fetched when they are first needed. */
  public static Access of(AccessOptions options, Vertx vertx) {
    return of(options, vertx, Clock.systemUTC());
  }

  /** The same with another clock, which decides what has expired. */
  public static Access of(AccessOptions options, Vertx vertx, Clock clock) {
    return new Access(options, vertx, clock);
  }

  /** Whether anybody is asked. */
  public boolean isOn() {
    return options.on();
  }

  /** What was asked for. */
  public AccessOptions options() {
    return options;
  }

  /** What each principal sees and may call. */
  public AccessRules rules() {
    return rules;
  }

  /**
   * Tells who sent the credentials: {@code Absent} if there are none and the one has to say. Credentials that are no good are rejected
   * even where none would do.
   */
  @Override
  public Future<Identification> identify(Credentials credentials) {
    if (!options.on()) {
      return NOT_ASKED;
    }
    if (credentials.isEmpty()) {
      return switch (options.anonymous()) {
        case NONE -> NO_CREDENTIALS;
        case LOOPBACK -> credentials.fromLoopback() ? anonymous : NO_CREDENTIALS;
        case EVERYONE -> anonymous;
      };
    }
    if (credentials.bearer() != null && credentials.apiKey() != null) {
      return TWO;
    }
    for (Authenticator next : chain) {
      Future<Identification> found = next.identify(credentials);
      if (!(found.result() instanceof Identification.Absent)) {
        return found;
      }
    }
    return OF_NO_KIND;
  }

  /** Lets go of the connections to issuers. */
  public Future<Void> close() {
    return http == null ? Future.succeededFuture() : http.close();
  }
}
