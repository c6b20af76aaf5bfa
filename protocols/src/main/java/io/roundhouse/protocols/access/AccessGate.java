package io.roundhouse.protocols.access;

import io.github.bucket4j.TimeMeter;
import io.roundhouse.protocols.http.Gate;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.protocols.http.Refusal;
import io.roundhouse.protocols.http.SessionQuota;
import io.roundhouse.protocols.http.StreamQuota;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets HTTP requests in: tells who sends them by their headers, and keeps each client to its limits. Thread-safe.
 *
 * <p>A request with no or with bad credentials counts against its address, so that guessing is slow; one with good credentials counts
 * against its principal, wherever it comes from.
 */
public final class AccessGate implements Gate {

  private static final String BEARER = "Bearer ";

  private final Access access;
  private final Clients clients;
  private final boolean issuers;
  private final Challenge challenge;

  private AccessGate(Access access, ClientLimits limits, @Nullable URI publicUrl, TimeMeter time) {
    this.access = access;
    this.clients = new Clients(limits, time);
    this.issuers = !access.options().issuers().isEmpty();
    this.challenge = new Challenge(publicUrl);
  }

  /**
   * A gate that asks {@code access}.
   *
   * @param publicUrl where clients reach this server, for what they are told about how to get in; null to take what they called it
   */
  public static AccessGate of(Access access, ClientLimits limits, @Nullable URI publicUrl) {
    return new AccessGate(access, limits, publicUrl, TimeMeter.SYSTEM_NANOTIME);
  }

  static AccessGate of(Access access, ClientLimits limits, @Nullable URI publicUrl, TimeMeter time) {
    return new AccessGate(access, limits, publicUrl, time);
  }

  @Override
  public boolean guardsPublicAddress() {
    return access.options().guardsPublicAddress() || access.options().allowUnauthenticated();
  }

  @Override
  public Future<Principal> admit(RoutingContext context) {
    HttpServerRequest request = context.request();
    String address = address(request.remoteAddress());
    if (issuers) {
      context.put(METADATA_KEY, (Supplier<String>) () -> challenge.metadata(request));
    }
    Future<Identification> found = access.identify(credentials(request.headers(), Addresses.isLoopback(address)));
    Consumer<Client> entry = client -> enter(context, client);
    return found.isComplete() ? decide(entry, address, found.result()) : found.compose(later -> decide(entry, address, later));
  }

  /**
   * Lets in a request that comes another way than through the front, for example by gRPC; it counts against the rate of its client only.
   *
   * @param headers its headers or metadata
   * @param remote where it comes from; null if nobody knows, which is then not this machine
   */
  public Future<Principal> admit(MultiMap headers, @Nullable SocketAddress remote) {
    String address = address(remote);
    return access.identify(credentials(headers, Addresses.isLoopback(address)))
        .compose(found -> decide(Client::requireRate, address, found));
  }

  private Future<Principal> decide(Consumer<Client> entry, String address, Identification found) {
    try {
      return switch (found) {
        case Identification.Known known -> {
          Principal principal = known.principal();
          boolean one = principal.authenticated() && !principal.name().equals(Access.ANONYMOUS);
          entry.accept(clients.named(one ? principal.name() : Addresses.client(address)));
          yield Future.succeededFuture(principal);
        }
        case Identification.Rejected bad -> refuse(address, Refusal.of(401, bad.code(), bad.sentence())
            .withHeader(CHALLENGE, Challenge.afterBad(bad.sentence())));
        case Identification.Absent absent -> refuse(address, Refusal.of(401, "credentials-required", "Say who you are" + ways() + ".")
            .withHeader(CHALLENGE, Challenge.FIRST));
        case Identification.Unavailable down -> refuse(address, Refusal.of(503, "issuer-unavailable", down.sentence())
            .withHeader("Retry-After", Long.toString(down.retryAfter().toSeconds())));
      };
    } catch (Refusal refused) {
      return Future.failedFuture(refused);
    }
  }

  private Future<Principal> refuse(String address, Refusal refusal) {
    clients.named(Addresses.client(address)).requireRate();
    return Future.failedFuture(refusal);
  }

  private static void enter(RoutingContext context, Client client) {
    client.requireRate();
    client.begin();
    if (context.response().closed()) {
      client.end();
      return;
    }
    context.put(StreamQuota.KEY, client).put(SessionQuota.KEY, client);
    context.addEndHandler(ended -> client.end());
  }

  private String ways() {
    boolean keys = !access.options().keys().isEmpty();
    boolean tokens = !access.options().issuers().isEmpty();
    String header = " in the header Authorization, as a bearer";
    return keys && tokens ? " with an API key or a token" + header : keys ? " with an API key" + header : " with a token" + header;
  }

  private static Credentials credentials(MultiMap headers, boolean fromLoopback) {
    String authorization = headers.get("Authorization");
    String key = headers.get(Access.KEY_HEADER);
    if (authorization == null) {
      return key == null ? Credentials.none(fromLoopback) : new Credentials(null, key.strip(), fromLoopback);
    }
    // Another scheme than Bearer is a credential, too, of a kind that nobody here takes.
    boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
    return new Credentials(bearer ? authorization.substring(BEARER.length()).strip() : "", key, fromLoopback);
  }

  private static String address(@Nullable SocketAddress remote) {
    String known = remote == null ? null : remote.hostAddress();
    return known == null ? "" : known;
  }
}
