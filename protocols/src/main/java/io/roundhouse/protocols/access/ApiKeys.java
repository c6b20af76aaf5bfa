package io.roundhouse.protocols.access;

import io.roundhouse.protocols.http.Principal;
import io.vertx.core.Future;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** Tells principals by API keys, in the header {@code X-API-Key} or as a bearer. Immutable; safe to share. */
final class ApiKeys implements Authenticator {

  private static final Future<Identification> ABSENT = Future.succeededFuture(new Identification.Absent());
  private static final Future<Identification> UNKNOWN = Future.succeededFuture(
      new Identification.Rejected("unknown-key", "This is no API key of this server."));
  private static final int LONGEST = 512;

  private final List<byte[]> digests = new ArrayList<>();
  private final List<Future<Identification>> known = new ArrayList<>();

  ApiKeys(List<ApiKey> keys) {
    for (ApiKey key : keys) {
      Principal principal = Principal.authenticated("key:" + key.name(), key.scopes());
      digests.add(key.digest());
      known.add(Future.succeededFuture(new Identification.Known(principal)));
    }
  }

  @Override
  public Future<Identification> identify(Credentials credentials) {
    String bearer = credentials.bearer();
    String given = credentials.apiKey() != null ? credentials.apiKey() : bearer;
    if (given == null || digests.isEmpty() || (bearer != null && JwtTokens.looksLikeOne(bearer))) {
      return ABSENT;
    }
    if (given.length() > LONGEST) {
      return UNKNOWN;
    }
    byte[] digest = ApiKey.digest(given);
    Future<Identification> found = UNKNOWN;
    for (int i = 0; i < digests.size(); i++) {
      // Every one is compared, and each in constant time, so that time tells nothing about which one was close.
      if (MessageDigest.isEqual(digests.get(i), digest)) {
        found = known.get(i);
      }
    }
    return found;
  }
}
