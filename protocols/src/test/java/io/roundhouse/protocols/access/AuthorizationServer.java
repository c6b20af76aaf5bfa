package io.roundhouse.protocols.access;

import static io.roundhouse.runtime.testing.Await.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Publishes metadata and keys over HTTP and issues signed tokens, as a real authorization server does. */
public final class AuthorizationServer implements AutoCloseable {

  public static final String AUDIENCE = "https://desk.example/mcp";

  private static final AtomicInteger KEYS = new AtomicInteger();

  private final HttpServer http;
  private final Clock clock;
  private final List<JWK> published = new ArrayList<>();
  private JWK signing;
  public final AtomicInteger keyRequests = new AtomicInteger();
  public volatile boolean down;
  public volatile boolean openIdOnly;
  public volatile String claimedIssuer;

  public AuthorizationServer(Vertx vertx, Clock clock) {
    this.clock = clock;
    this.http = await(vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"));
    rotate(rsa());
  }

  public URI issuer() {
    return URI.create("http://127.0.0.1:" + http.actualPort() + "/realms/desk");
  }

  public TokenIssuer trusted() {
    return TokenIssuer.of("corp", issuer(), AUDIENCE);
  }

  /** Signs with this key from now on, and publishes only it. */
  public synchronized void rotate(JWK key) {
    published.clear();
    publish(key);
    signing = key;
  }

  /** Signs with a key that nobody can look up. */
  public synchronized void signSecretlyWith(JWK key) {
    signing = key;
  }

  public synchronized void publish(JWK key) {
    published.add(key);
  }

  public static RSAKey rsa() {
    return generated(() -> new RSAKeyGenerator(2048).keyUse(KeyUse.SIGNATURE).keyID("k" + KEYS.incrementAndGet()).generate());
  }

  public static ECKey curve() {
    return generated(() -> new ECKeyGenerator(Curve.P_256).keyUse(KeyUse.SIGNATURE).keyID("k" + KEYS.incrementAndGet()).generate());
  }

  /** The claims of a good token of this subject. */
  public JWTClaimsSet.Builder claims(String subject, String... scopes) {
    Instant now = clock.instant();
    return new JWTClaimsSet.Builder()
        .issuer(issuer().toString())
        .subject(subject)
        .audience(AUDIENCE)
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(600)))
        .claim("scope", String.join(" ", scopes));
  }

  public String token(String subject, String... scopes) {
    return sign(claims(subject, scopes));
  }

  public String sign(JWTClaimsSet.Builder claims) {
    return sign(claims, "at+jwt");
  }

  public synchronized String sign(JWTClaimsSet.Builder claims, String type) {
    return generated(() -> {
      JWSAlgorithm algorithm = signing instanceof RSAKey ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256;
      JWSSigner signer = signing instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner(signing.toECKey());
      JWSHeader header = new JWSHeader.Builder(algorithm).type(new JOSEObjectType(type)).keyID(signing.getKeyID()).build();
      SignedJWT jwt = new SignedJWT(header, claims.build());
      jwt.sign(signer);
      return jwt.serialize();
    });
  }

  private void answer(HttpServerRequest request) {
    if (down) {
      request.response().setStatusCode(500).end();
      return;
    }
    String claimed = claimedIssuer == null ? issuer().toString() : claimedIssuer;
    JsonObject metadata = new JsonObject().put("issuer", claimed).put("jwks_uri", issuer() + "/keys");
    switch (request.path()) {
      case "/.well-known/oauth-authorization-server/realms/desk" -> {
        if (openIdOnly) {
          request.response().setStatusCode(404).end();
        } else {
          request.response().end(metadata.toBuffer());
        }
      }
      case "/realms/desk/.well-known/openid-configuration" -> request.response().end(metadata.toBuffer());
      case "/realms/desk/keys" -> {
        keyRequests.incrementAndGet();
        request.response().end(keys());
      }
      default -> request.response().setStatusCode(404).end();
    }
  }

  private synchronized String keys() {
    return new JWKSet(published).toString(true);
  }

  private interface Generation<T> {
    T make() throws JOSEException;
  }

  private static <T> T generated(Generation<T> generation) {
    try {
      return generation.make();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    await(http.close());
  }
}
