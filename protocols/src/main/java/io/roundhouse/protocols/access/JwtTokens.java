package io.roundhouse.protocols.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Tells principals by signed access tokens (RFC 9068; any JWT that names issuer, audience, subject and expiry). Thread-safe.
 *
 * <p>A token that was found good is remembered by its hash until it expires or its issuer's keys change, so that a client's next
 * request costs a hash. What was found bad is not remembered: strangers could fill the memory with it.
 */
final class JwtTokens implements Authenticator {

  private static final Future<Identification> ABSENT = Future.succeededFuture(new Identification.Absent());
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");
  private static final int LONGEST = 12_000;
  private static final int MOST_REMEMBERED = 10_000;
  private static final int MOST_CANDIDATES = 4;

  /** The SHA-256 of a token. */
  private record Digest(long a, long b, long c, long d) {}

  private record Good(Future<Identification> known, Instant until, KeySource keys, long generation) {}

  private record Trusted(TokenIssuer issuer, KeySource keys) {}

  private final Map<String, Trusted> issuers = new HashMap<>();
  private final DefaultJWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();
  private final Cache<Digest, Good> good = Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).executor(Runnable::run).build();
  private final Clock clock;

  JwtTokens(List<TokenIssuer> issuers, Function<TokenIssuer, KeySource> keys, Clock clock) {
    this.clock = clock;
    issuers.forEach(issuer -> this.issuers.put(issuer.issuer().toString(), new Trusted(issuer, keys.apply(issuer))));
  }

  /** Whether a bearer has the form of a token: three parts, the first of which begins a JSON object. */
  static boolean looksLikeOne(String bearer) {
    int first = bearer.indexOf('.');
    int second = bearer.indexOf('.', first + 1);
    return bearer.startsWith("ey") && first > 0 && second > first && bearer.indexOf('.', second + 1) < 0;
  }

  @Override
  public Future<Identification> identify(Credentials credentials) {
    String token = credentials.bearer();
    if (token == null || !looksLikeOne(token)) {
      return ABSENT;
    }
    if (token.length() > LONGEST) {
      return rejected("token-invalid", "The token is longer than " + LONGEST + " characters.");
    }
    Digest digest = digest(token);
    Good known = good.getIfPresent(digest);
    if (known != null) {
      known.keys().keepFresh();
      if (known.generation() == known.keys().generation() && clock.instant().isBefore(known.until())) {
        return known.known();
      }
      good.invalidate(digest);
    }
    return check(token, digest);
  }

  private Future<Identification> check(String token, Digest digest) {
    SignedJWT jwt;
    JWTClaimsSet claims;
    try {
      jwt = SignedJWT.parse(token);
      claims = jwt.getJWTClaimsSet();
    } catch (ParseException | IllegalArgumentException e) {
      return rejected("token-invalid", "The token cannot be read as a signed JWT.");
    }
    Trusted trusted = claims.getIssuer() == null ? null : issuers.get(claims.getIssuer());
    if (trusted == null) {
      return rejected("token-issuer", "The token is not from an issuer that this server trusts.");
    }
    JWSHeader header = jwt.getHeader();
    if (!trusted.issuer().algorithms().contains(header.getAlgorithm().getName())) {
      return rejected("token-algorithm", "The token is signed in a way that this server does not take.");
    }
    if (header.getType() != null && !TYPES.contains(header.getType().getType().toLowerCase(Locale.ROOT))) {
      return rejected("token-type", "The token is no access token.");
    }
    return trusted.keys().candidates(header)
        .map(found -> decide(jwt, claims, found, trusted, digest))
        .otherwise(down -> new Identification.Unavailable(
            "The keys of the token's issuer cannot be fetched now, so the token cannot be checked.", KeySource.PAUSE));
  }

  private Identification decide(SignedJWT jwt, JWTClaimsSet claims, KeySource.Candidates found, Trusted trusted, Digest digest) {
    if (!isSignedByOneOf(jwt, found.keys())) {
      return new Identification.Rejected("token-signature", "The token is not signed with a key of its issuer.");
    }
    Identification answer = TokenClaims.check(claims, trusted.issuer(), clock.instant());
    if (answer instanceof Identification.Known) {
      Instant until = claims.getExpirationTime().toInstant().plus(trusted.issuer().leeway());
      good.put(digest, new Good(Future.succeededFuture(answer), until, trusted.keys(), found.generation()));
    }
    return answer;
  }

  private boolean isSignedByOneOf(SignedJWT jwt, List<PublicKey> keys) {
    for (PublicKey key : keys.subList(0, Math.min(keys.size(), MOST_CANDIDATES))) {
      try {
        if (jwt.verify(verifiers.createJWSVerifier(jwt.getHeader(), key))) {
          return true;
        }
      } catch (JOSEException e) {
        // The key does not fit the header: the next one may.
      }
    }
    return false;
  }

  private static Digest digest(String token) {
    ByteBuffer hash = ByteBuffer.wrap(ApiKey.digest(token));
    return new Digest(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
  }

  private static Future<Identification> rejected(String code, String sentence) {
    return Future.succeededFuture(new Identification.Rejected(code, sentence));
  }
}
