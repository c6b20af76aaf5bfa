package io.roundhouse.protocols.access;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An authorization server whose access tokens are taken. Immutable; safe to share.
 *
 * @param name the part of a principal's name before the colon, so that subjects of two issuers never meet
 * @param issuer the claim {@code iss} of its tokens, exactly
 * @param audiences what the claim {@code aud} must name at least one of; ours, so that a token for another server does not open this one
 * @param jwks where its public keys are; null to find them by its metadata (RFC 8414, OpenID Connect Discovery)
 * @param algorithms the signatures that are taken
 * @param leeway how far its clock and ours may differ
 * @param keysMaxAge how old its keys may get before they are fetched again
 * @param visibility which tools and agents its principals see
 */
public record TokenIssuer(
    String name,
    URI issuer,
    Set<String> audiences,
    @Nullable URI jwks,
    Set<String> algorithms,
    Duration leeway,
    Duration keysMaxAge,
    Visibility visibility) {

  /** All signatures that can be taken: public keys only, so that nobody who can check a token can make one. */
  public static final List<String> ALGORITHMS =
      List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final Set<String> RESERVED = Set.of("key", "local", "anonymous");

  public TokenIssuer {
    audiences = Set.copyOf(audiences);
    algorithms = Set.copyOf(algorithms);
    if (!isName(name)) {
      throw new IllegalArgumentException("the name of an issuer must be 1 to 64 letters, digits, _ . or - and none of " + RESERVED
          + ", found '" + name + "'");
    }
    if (audiences.isEmpty()) {
      throw new IllegalArgumentException("issuer '" + name + "' has no audience; name what its tokens for this server are issued for");
    }
    if (algorithms.isEmpty() || !ALGORITHMS.containsAll(algorithms)) {
      throw new IllegalArgumentException("issuer '" + name + "' has algorithms " + algorithms + ", expected some of " + ALGORITHMS);
    }
    if (leeway.isNegative() || keysMaxAge.isNegative() || keysMaxAge.isZero()) {
      throw new IllegalArgumentException("issuer '" + name + "' has leeway " + leeway + " and keys-max-age " + keysMaxAge);
    }
  }

  /** An issuer whose keys are found by its metadata: RS256, PS256 and ES256, a minute of leeway, keys fetched every ten minutes. */
  public static TokenIssuer of(String name, URI issuer, String... audiences) {
    return new TokenIssuer(name, issuer, Set.of(audiences), null, Set.of("RS256", "PS256", "ES256"), Duration.ofMinutes(1),
        Duration.ofMinutes(10), Visibility.FULL);
  }

  /** Whether a text can name an issuer. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches() && !RESERVED.contains(text);
  }

  /** The same issuer with its keys at this address. */
  public TokenIssuer withJwks(URI address) {
    return new TokenIssuer(name, issuer, audiences, address, algorithms, leeway, keysMaxAge, visibility);
  }

  /** The same issuer with only these signatures. */
  public TokenIssuer withAlgorithms(Set<String> taken) {
    return new TokenIssuer(name, issuer, audiences, jwks, taken, leeway, keysMaxAge, visibility);
  }

  /** The same issuer with this leeway. */
  public TokenIssuer withLeeway(Duration time) {
    return new TokenIssuer(name, issuer, audiences, jwks, algorithms, time, keysMaxAge, visibility);
  }

  /** The same issuer with keys that are fetched again after this time. */
  public TokenIssuer withKeysMaxAge(Duration age) {
    return new TokenIssuer(name, issuer, audiences, jwks, algorithms, leeway, age, visibility);
  }

  /** The same issuer with another view of the catalog for its principals. */
  public TokenIssuer withVisibility(Visibility newVisibility) {
    return new TokenIssuer(name, issuer, audiences, jwks, algorithms, leeway, keysMaxAge, newVisibility);
  }
}
