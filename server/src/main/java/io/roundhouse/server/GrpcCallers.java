package io.roundhouse.server;

import io.roundhouse.protocols.a2a.A2aAdmission;
import io.roundhouse.protocols.access.Access;
import io.roundhouse.protocols.access.Credentials;
import io.roundhouse.protocols.access.Identification;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.protocols.http.Refusal;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Asks callers by gRPC who they are, as the HTTP front asks: by API key or token in the call's metadata. */
final class GrpcCallers {

  private static final String BEARER = "Bearer ";

  private GrpcCallers() {}

  static A2aAdmission of(Access access) {
    return (metadata, address) -> access.identify(credentials(metadata, address)).compose(GrpcCallers::principal);
  }

  private static Future<Principal> principal(Identification found) {
    return switch (found) {
      case Identification.Known known -> Future.succeededFuture(known.principal());
      case Identification.Rejected bad -> Future.failedFuture(Refusal.of(401, bad.code(), bad.sentence()));
      case Identification.Absent absent -> Future.failedFuture(
          Refusal.of(401, "credentials-required", "Say who you are with an API key or a token in the metadata 'authorization'."));
      case Identification.Unavailable down -> Future.failedFuture(Refusal.of(503, "issuer-unavailable", down.sentence()));
    };
  }

  private static Credentials credentials(MultiMap metadata, @Nullable SocketAddress address) {
    String authorization = metadata.get("authorization");
    String key = metadata.get(Access.KEY_HEADER);
    boolean fromLoopback = address != null && address.hostAddress() != null
        && (address.hostAddress().startsWith("127.") || address.hostAddress().equals("0:0:0:0:0:0:0:1"));
    if (authorization == null) {
      return key == null ? Credentials.none(fromLoopback) : new Credentials(null, key.strip(), fromLoopback);
    }
    boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
    return new Credentials(bearer ? authorization.substring(BEARER.length()).strip() : "", key, fromLoopback);
  }
}
