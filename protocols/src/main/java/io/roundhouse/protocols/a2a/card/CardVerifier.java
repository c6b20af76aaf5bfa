package io.roundhouse.protocols.a2a.card;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.text.ParseException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the signatures of cards against keys that are trusted beforehand. Addresses of keys that a card names itself are never fetched:
 * whoever forges a card would name their own. Immutable; safe to share.
 */
public final class CardVerifier {

  private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512,
      JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512, JWSAlgorithm.PS256, JWSAlgorithm.PS384, JWSAlgorithm.PS512);

  private final JWKSet trusted;

  private CardVerifier(JWKSet trusted) {
    this.trusted = trusted;
  }

  /**
   * Trusts these keys.
   *
   * @param keys a JSON Web Key Set, or one key
   * @throws IllegalArgumentException if it is neither
   */
  public static CardVerifier trusting(JsonNode keys) {
    try {
      return new CardVerifier(keys.has("keys") ? JWKSet.parse(keys.toString()) : new JWKSet(JWK.parse(keys.toString())));
    } catch (ParseException e) {
      throw new IllegalArgumentException("trusted keys must be a JSON Web Key Set: " + e.getMessage(), e);
    }
  }

  /** Whether at least one signature of the card is by a trusted key and fits what the card says. */
  public boolean isSigned(JsonNode card) {
    for (JsonNode signature : card.path("signatures")) {
      if (isGood(card, signature)) {
        return true;
      }
    }
    return false;
  }

  private boolean isGood(JsonNode card, JsonNode signature) {
    try {
      Base64URL head = new Base64URL(signature.path("protected").asText(""));
      JWSHeader header = JWSHeader.parse(head);
      JWK key = header.getKeyID() == null ? null : trusted.getKeyByKeyId(header.getKeyID());
      JWSVerifier verifier = key == null || !ALGORITHMS.contains(header.getAlgorithm()) ? null : verifier(key);
      if (verifier == null || !verifier.supportedJWSAlgorithms().contains(header.getAlgorithm())) {
        return false;
      }
      return fits(card, true, head, signature, verifier) || fits(card, false, head, signature, verifier);
    } catch (ParseException | JOSEException e) {
      return false;
    }
  }

  private static boolean fits(JsonNode card, boolean knownOnly, Base64URL head, JsonNode signature, JWSVerifier verifier)
      throws ParseException, JOSEException {
    Payload payload = new Payload(Base64URL.encode(CardForm.bytes(card, knownOnly)));
    return new JWSObject(head, payload, new Base64URL(signature.path("signature").asText(""))).verify(verifier);
  }

  private static @Nullable JWSVerifier verifier(JWK key) throws JOSEException {
    if (key instanceof ECKey ec) {
      return new ECDSAVerifier(ec);
    }
    return key instanceof RSAKey rsa ? new RSASSAVerifier(rsa) : null;
  }
}
