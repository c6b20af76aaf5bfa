package io.roundhouse.protocols.mcp.client.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.UUID;

/** A signed statement of who a client is, for one authorization server and a few minutes (RFC 7523, section 2.2). */
final class ClientAssertion {

  private static final Duration LIFE = Duration.ofMinutes(5);

  private ClientAssertion() {}

  static String of(String client, String audience, ClientProof.PrivateKey proof, Clock clock) {
    Date now = Date.from(clock.instant());
    JWTClaimsSet claims = new JWTClaimsSet.Builder()
        .issuer(client).subject(client).audience(audience)
        .jwtID(UUID.randomUUID().toString())
        .issueTime(now).expirationTime(Date.from(clock.instant().plus(LIFE)))
        .build();
    SignedJWT jwt = new SignedJWT(
        new JWSHeader.Builder(JWSAlgorithm.parse(proof.algorithm())).keyID(proof.keyId()).build(), claims);
    try {
      jwt.sign(signer(key(proof.pem())));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new OAuthException("the private key does not fit algorithm " + proof.algorithm());
    }
  }

  private static JWSSigner signer(PrivateKey key) throws JOSEException {
    return key instanceof ECPrivateKey curve ? new ECDSASigner(curve) : new RSASSASigner(key);
  }

  private static PrivateKey key(String pem) {
    String body = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s", "");
    for (String kind : new String[] {"EC", "RSA"}) {
      try {
        return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        // Perhaps it is of the other kind.
      }
    }
    throw new OAuthException("the private key is no EC or RSA key in PKCS #8 (-----BEGIN PRIVATE KEY-----)");
  }
}
