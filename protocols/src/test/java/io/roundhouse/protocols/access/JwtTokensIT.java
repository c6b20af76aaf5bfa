package io.roundhouse.protocols.access;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.roundhouse.protocols.WatchedVertx;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.runtime.testing.ManualClock;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens of an authorization server that runs beside us. */
class JwtTokensIT {

  private final ManualClock clock = new ManualClock();
  private Vertx vertx;
  private AuthorizationServer server;
  private Access access;

  @BeforeEach
  void open() {
    vertx = WatchedVertx.create();
    server = new AuthorizationServer(vertx, clock);
    access = trusting(server.trusted());
  }

  @AfterEach
  void close() {
    await(access.close());
    server.close();
    await(vertx.close());
  }

  @Test
  void takesATokenAndItsScopes() {
    Principal principal = known(server.token("ada", "ledger:read", "ledger:write"));

    assertThat(principal.name()).isEqualTo("corp:ada");
    assertThat(principal.authenticated()).isTrue();
    assertThat(principal.scopes()).containsExactlyInAnyOrder("ledger:read", "ledger:write");
  }

  @Test
  void takesScopesAsAListButNotAStar() {
    JWTClaimsSet.Builder claims = server.claims("ada").claim("scope", null).claim("scp", List.of("a", "*"));

    assertThat(known(server.sign(claims)).scopes()).containsExactly("a");
  }

  @Test
  void takesEllipticCurvesAndPlainJwtTypes() {
    server.rotate(AuthorizationServer.curve());

    assertThat(known(server.sign(server.claims("ada"), "JWT")).name()).isEqualTo("corp:ada");
  }

  @Test
  void findsTheKeysByOpenIdConnectToo() {
    server.openIdOnly = true;

    assertThat(known(server.token("ada")).name()).isEqualTo("corp:ada");
  }

  @Test
  void doesNotBelieveMetadataOfAnotherIssuer() {
    server.claimedIssuer = "https://evil.example";

    assertThat(identify(server.token("ada"))).isInstanceOf(Identification.Unavailable.class);
  }

  @Test
  void asksForTheKeysOnceForManyTokens() {
    for (int i = 0; i < 20; i++) {
      known(server.token("user" + i));
    }

    assertThat(server.keyRequests).hasValue(1);
  }

  @Test
  void refusesWhatIsNotForUs() {
    assertThat(code(server.sign(server.claims("ada").audience("https://other.example/mcp")))).isEqualTo("token-audience");
    assertThat(code(server.sign(server.claims("ada").audience((String) null)))).isEqualTo("token-audience");
    assertThat(code(server.sign(server.claims("ada").issuer("https://evil.example")))).isEqualTo("token-issuer");
    assertThat(code(server.sign(server.claims("ada").issuer(null)))).isEqualTo("token-issuer");
    assertThat(code(server.sign(server.claims("ada"), "id+jwt"))).isEqualTo("token-type");
    assertThat(code(server.sign(server.claims(null)))).isEqualTo("token-invalid");
    assertThat(code(server.sign(server.claims("a\nb")))).isEqualTo("token-invalid");
  }

  @Test
  void refusesWhatIsNotNow() {
    Date past = Date.from(clock.instant().minusSeconds(120));
    Date future = Date.from(clock.instant().plusSeconds(120));

    assertThat(code(server.sign(server.claims("ada").expirationTime(past)))).isEqualTo("token-expired");
    assertThat(code(server.sign(server.claims("ada").expirationTime(null)))).isEqualTo("token-invalid");
    assertThat(code(server.sign(server.claims("ada").notBeforeTime(future)))).isEqualTo("token-not-yet-valid");
    assertThat(code(server.sign(server.claims("ada").issueTime(future)))).isEqualTo("token-not-yet-valid");
  }

  @Test
  void forgivesClocksTheLeeway() {
    Date shortlyBefore = Date.from(clock.instant().minusSeconds(50));
    Date shortlyAfter = Date.from(clock.instant().plusSeconds(50));

    known(server.sign(server.claims("ada").expirationTime(shortlyBefore)));
    known(server.sign(server.claims("ada").notBeforeTime(shortlyAfter)));
  }

  @Test
  void doesNotRememberATokenBeyondItsExpiry() {
    String token = server.token("ada");
    known(token);

    clock.advance(Duration.ofSeconds(600).plusSeconds(61));

    assertThat(code(token)).isEqualTo("token-expired");
  }

  @Test
  void refusesUnsignedTokensAndTokensSignedWithThePublicKey() throws JOSEException {
    RSAKey rsa = AuthorizationServer.rsa();
    server.rotate(rsa);
    byte[] publicBytes = rsa.toRSAPublicKey().getEncoded();
    SignedJWT confused = new SignedJWT(
        new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(rsa.getKeyID()).build(), server.claims("root").build());
    confused.sign(new MACSigner(publicBytes));

    assertThat(code(confused.serialize())).isEqualTo("token-algorithm");
    assertThat(code(new PlainJWT(server.claims("root").build()).serialize() + "x")).isEqualTo("token-invalid");
    assertThat(code(new PlainJWT(server.claims("root").build()).serialize())).isEqualTo("token-invalid");
  }

  @Test
  void takesOnlyTheAlgorithmsItWasTold() {
    Access strict = trusting(server.trusted().withAlgorithms(Set.of("ES256")));

    assertThat(await(strict.identify(new Credentials(server.token("ada"), null, false))))
        .isEqualTo(new Identification.Rejected("token-algorithm", "The token is signed in a way that this server does not take."));
    await(strict.close());
  }

  @Test
  void refusesAForgedSignature() {
    String token = server.token("ada", "a");
    String[] parts = token.split("\\.");
    String other = server.token("root", "*").split("\\.")[1];

    known(token);
    assertThat(code(parts[0] + "." + other + "." + parts[2])).isEqualTo("token-signature");
    server.signSecretlyWith(new RSAKey.Builder(AuthorizationServer.rsa()).keyID(lastKeyId(token)).build());
    assertThat(code(server.token("ada"))).isEqualTo("token-signature");
  }

  @Test
  void followsTheIssuerToNewKeysAndForgetsWhatTheOldOnesSigned() {
    String old = server.token("ada");
    known(old);
    clock.advance(Duration.ofSeconds(11));

    server.rotate(AuthorizationServer.rsa());

    known(server.token("bob"));
    assertThat(server.keyRequests).hasValue(2);
    assertThat(code(old)).isEqualTo("token-signature");
  }

  @Test
  void doesNotAskTheIssuerForEveryMadeUpKey() {
    known(server.token("ada"));
    clock.advance(Duration.ofSeconds(11));
    for (int i = 0; i < 20; i++) {
      server.signSecretlyWith(AuthorizationServer.curve());
      assertThat(code(server.token("root"))).isEqualTo("token-signature");
    }

    assertThat(server.keyRequests).hasValue(2);
  }

  @Test
  void goesOnWithTheKeysItHasWhileTheIssuerIsDown() {
    String early = server.token("ada");
    known(early);
    server.down = true;
    clock.advance(Duration.ofMinutes(15));

    known(server.token("bob"));

    clock.advance(Duration.ofHours(25));
    assertThat(identify(server.token("carol"))).isInstanceOf(Identification.Unavailable.class);
  }

  @Test
  void saysThatItCannotCheckUntilTheIssuerIsUp() {
    server.down = true;

    assertThat(identify(server.token("ada"))).isInstanceOf(Identification.Unavailable.class);

    server.down = false;
    assertThat(identify(server.token("ada"))).as("asked a moment ago").isInstanceOf(Identification.Unavailable.class);
    clock.advance(Duration.ofSeconds(11));
    known(server.token("ada"));
  }

  private Access trusting(TokenIssuer issuer) {
    return Access.of(AccessOptions.ofIssuers(issuer), vertx, clock);
  }

  private Identification identify(String token) {
    return await(access.identify(new Credentials(token, null, false)));
  }

  private Principal known(String token) {
    Identification found = identify(token);
    assertThat(found).isInstanceOf(Identification.Known.class);
    return ((Identification.Known) found).principal();
  }

  private String code(String token) {
    Identification found = identify(token);
    assertThat(found).isInstanceOf(Identification.Rejected.class);
    return ((Identification.Rejected) found).code();
  }

  private static String lastKeyId(String token) {
    try {
      return SignedJWT.parse(token).getHeader().getKeyID();
    } catch (java.text.ParseException e) {
      throw new AssertionError(e);
    }
  }
}
