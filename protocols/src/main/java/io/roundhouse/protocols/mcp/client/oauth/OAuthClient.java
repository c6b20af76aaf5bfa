package io.roundhouse.protocols.mcp.client.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the access to one MCP server: gives the header for each request, and gets a new token when the server refuses the old one.
 * Confined to one event loop.
 */
public final class OAuthClient {

  private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

  private final Vertx vertx;
  private final OAuthSettings settings;
  private final Clock clock;
  private final JsonHttp http;
  private final Discovery discovery;
  private final CredentialStore store;
  private final Registration registration;
  private final TokenRequests requests;
  private final String target;
  private @Nullable Token token;
  private @Nullable String refreshed;
  private @Nullable Future<Void> renewing;
  private boolean loaded;

  /** Access to the server at {@code target}. */
  public OAuthClient(Vertx vertx, URI target, OAuthSettings settings, Clock clock) {
    this.vertx = vertx;
    this.settings = settings;
    this.clock = clock;
    this.target = target.toString();
    this.http = new JsonHttp(vertx);
    this.discovery = new Discovery(http, target);
    this.store = new CredentialStore(vertx, settings.credentials());
    this.registration = new Registration(http, store);
    this.requests = new TokenRequests(http, clock);
  }

  /** The value for the header {@code Authorization}; null while there is no token. A token about to expire is renewed first. */
  public Future<@Nullable String> header() {
    if (!loaded) {
      return store.load().compose(done -> {
        if (!loaded) {
          loaded = true;
          token = store.token(store.issuer(target), target);
        }
        return header();
      });
    }
    Token present = token;
    if (present != null && present.isStale(clock) && present.refresh() != null) {
      return renew(() -> renewed(new Challenge(Map.of()))).transform(done -> Future.succeededFuture(current()));
    }
    return Future.succeededFuture(current());
  }

  private @Nullable String current() {
    return token == null ? null : token.header();
  }

  /**
   * Gets another token after the server has refused a request; callers at the same time share the result.
   *
   * @param status 401, or 403 when the token's scopes are too narrow
   * @param challenges the values of {@code WWW-Authenticate}
   * @param used the value of {@code Authorization} that was refused; null if there was none
   */
  public Future<Void> challenged(int status, List<String> challenges, @Nullable String used) {
    String present = current();
    if (present != null && !present.equals(used)) {
      return Future.succeededFuture();
    }
    Challenge challenge = Challenge.of(challenges);
    return renew(() -> status == 403 ? widened(challenge) : renewed(challenge));
  }

  /** Lets go of connections. */
  public Future<Void> close() {
    return http.close();
  }

  private Future<Void> renew(Supplier<Future<Void>> how) {
    Future<Void> running = renewing;
    if (running != null) {
      return running;
    }
    Future<Void> begun = guarded(how);
    if (!begun.isComplete()) {
      renewing = begun;
      begun.onComplete(done -> renewing = null);
    }
    return begun;
  }

  private static Future<Void> guarded(Supplier<Future<Void>> how) {
    try {
      return how.get();
    } catch (OAuthException e) {
      return Future.failedFuture(e);
    }
  }

  private Future<Void> widened(Challenge challenge) {
    Set<String> before = token == null ? Set.of() : token.requested();
    Set<String> wanted = new TreeSet<>(before);
    wanted.addAll(challenge.scopes());
    if (wanted.equals(before)) {
      return Future.failedFuture(new OAuthException("the scopes " + wanted + " were granted, and they are not enough"));
    }
    return discovery.find(challenge).compose(found -> obtain(found, wanted)).mapEmpty();
  }

  private Future<Void> renewed(Challenge challenge) {
    return discovery.find(challenge).compose(found -> {
      Token old = token;
      boolean sameIssuer = found.server().issuer().equals(store.issuer(target));
      if (old != null && old.refresh() != null && sameIssuer && !old.access().equals(refreshed)) {
        return refresh(found, old, old.refresh()).recover(refused -> obtain(found, wanted(found, challenge, old)));
      }
      return obtain(found, wanted(found, challenge, sameIssuer ? old : null));
    }).mapEmpty();
  }

  /** What to ask for: what the challenge names or else what the resource may need, what was asked before, what is configured. */
  private Set<String> wanted(Discovery.Found found, Challenge challenge, @Nullable Token old) {
    Set<String> wanted = new TreeSet<>(challenge.scopes().isEmpty() ? found.scopes() : challenge.scopes());
    if (old != null) {
      wanted.addAll(old.requested());
    }
    wanted.addAll(settings.scopes());
    return wanted;
  }

  private Future<Token> refresh(Discovery.Found found, Token old, String refresh) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "refresh_token");
    form.put("refresh_token", refresh);
    form.put("resource", found.resource());
    return refreshClient(found.server())
        .compose(client -> requests.token(found.server(), client, form, old.requested()))
        .compose(renewed -> {
          refreshed = renewed.access();
          return keep(found, renewed.keeping(refresh));
        });
  }

  private Future<ClientIdentity> refreshClient(AuthorizationServer server) {
    JsonNode known = store.client(server.issuer());
    return switch (settings.grant()) {
      case Grant.SignIn grant -> registration.client(grant, server, known.path("redirect").asText("http://127.0.0.1/callback"));
      case Grant.ClientCredentials grant -> Registration.bound(grant.client(), server);
      case Grant.CrossApp grant -> Registration.bound(grant.client(), server);
      case Grant.Workload grant -> Registration.bound(grant.client(), server);
    };
  }

  private Future<Token> obtain(Discovery.Found found, Set<String> scopes) {
    AuthorizationServer server = found.server();
    Map<String, String> form = new LinkedHashMap<>();
    form.put("resource", found.resource());
    if (!scopes.isEmpty()) {
      form.put("scope", String.join(" ", scopes));
    }
    Future<Token> obtained = switch (settings.grant()) {
      case Grant.SignIn grant -> {
        Set<String> asked = new TreeSet<>(scopes);
        if (!scopes.isEmpty() && server.scopes().contains("offline_access")) {
          asked.add("offline_access");
        }
        URI before = URI.create(store.client(server.issuer()).path("redirect").asText("http://127.0.0.1:0"));
        yield new SignIn(vertx, settings, grant, registration, requests).token(found, asked, Math.max(0, before.getPort()));
      }
      case Grant.ClientCredentials grant -> {
        form.put("grant_type", "client_credentials");
        yield Registration.bound(grant.client(), server).compose(client -> requests.token(server, client, form, scopes));
      }
      case Grant.CrossApp grant -> Registration.bound(grant.client(), server)
          .compose(client -> identityGrant(grant, found).compose(assertion -> {
            form.put("grant_type", JWT_BEARER);
            form.put("assertion", assertion);
            return requests.token(server, client, form, scopes);
          }));
      case Grant.Workload grant -> {
        form.put("grant_type", JWT_BEARER);
        form.put("assertion", grant.assertion().get());
        yield Registration.bound(grant.client(), server).compose(client -> requests.token(server, client, form, scopes));
      }
    };
    return obtained.compose(fresh -> keep(found, fresh));
  }

  private Future<String> identityGrant(Grant.CrossApp grant, Discovery.Found found) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
    form.put("requested_token_type", "urn:ietf:params:oauth:token-type:id-jag");
    form.put("audience", found.server().issuer());
    form.put("resource", found.resource());
    form.put("subject_token", grant.idToken().get());
    form.put("subject_token_type", "urn:ietf:params:oauth:token-type:id_token");
    URI endpoint = JsonHttp.safe(grant.identityProvider().toString(), "the identity provider");
    return requests.ask(endpoint, endpoint.toString(), Set.of("client_secret_basic"), grant.identityClient(), form).compose(reply -> {
      String assertion = reply.body().path("access_token").asText("");
      return assertion.isEmpty()
          ? Future.failedFuture(new OAuthException("the identity provider gave no identity assertion"))
          : Future.succeededFuture(assertion);
    });
  }

  private Future<Token> keep(Discovery.Found found, Token fresh) {
    token = fresh;
    return store.remember(found.server().issuer(), target, fresh).map(fresh);
  }
}
