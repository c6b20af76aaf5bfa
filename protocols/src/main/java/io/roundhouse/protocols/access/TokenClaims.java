package io.roundhouse.protocols.access;

import com.nimbusds.jwt.JWTClaimsSet;
import io.roundhouse.protocols.http.Principal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the claims of a token whose signature is good. */
final class TokenClaims {

  private static final int LONGEST_SUBJECT = 255;
  private static final int MOST_SCOPES = 200;

  private TokenClaims() {}

  static Identification check(JWTClaimsSet claims, TokenIssuer issuer, Instant now) {
    if (Collections.disjoint(claims.getAudience(), issuer.audiences())) {
      return new Identification.Rejected("token-audience", "The token was issued for another server.");
    }
    Date expires = claims.getExpirationTime();
    if (expires == null) {
      return new Identification.Rejected("token-invalid", "The token never expires, which is not taken.");
    }
    if (!now.isBefore(expires.toInstant().plus(issuer.leeway()))) {
      return new Identification.Rejected("token-expired", "The token has expired.");
    }
    if (isAhead(claims.getNotBeforeTime(), issuer, now) || isAhead(claims.getIssueTime(), issuer, now)) {
      return new Identification.Rejected("token-not-yet-valid", "The token is not valid yet.");
    }
    String subject = claims.getSubject();
    if (subject == null || subject.isBlank() || subject.length() > LONGEST_SUBJECT || subject.chars().anyMatch(Character::isISOControl)) {
      return new Identification.Rejected("token-invalid", "The token names no subject that can be used.");
    }
    return new Identification.Known(Principal.authenticated(issuer.name() + ":" + subject, scopes(claims)));
  }

  private static boolean isAhead(@Nullable Date time, TokenIssuer issuer, Instant now) {
    return time != null && time.toInstant().minus(issuer.leeway()).isAfter(now);
  }

  /** The claim {@code scope} (RFC 9068), or {@code scp} as some issuers call it; a list or one text with spaces. */
  private static Set<String> scopes(JWTClaimsSet claims) {
    Set<String> scopes = new LinkedHashSet<>();
    for (String name : new String[] {"scope", "scp"}) {
      switch (claims.getClaim(name)) {
        case String text -> scopes.addAll(Arrays.asList(text.strip().split("\\s+")));
        case Collection<?> list -> list.stream().filter(String.class::isInstance).map(String.class::cast).forEach(scopes::add);
        case null, default -> { }
      }
    }
    scopes.remove("");
    // Only a configuration grants everything by a star.
    scopes.remove("*");
    return scopes.size() <= MOST_SCOPES ? scopes : Set.copyOf(scopes.stream().limit(MOST_SCOPES).toList());
  }
}
