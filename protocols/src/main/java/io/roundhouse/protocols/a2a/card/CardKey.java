package io.roundhouse.protocols.a2a.card;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;

/** The private key that cards are signed with (JWS, A2A specification 1.0.1, section 8.4). Immutable; safe to share. */
public final class CardKey {

  private final JWK key;
  private final JWSAlgorithm algorithm;
  private final JWSSigner signer;

  private CardKey(JWK key) {
    this.key = key;
    this.algorithm = algorithm(key);
    try {
      this.signer = new DefaultJWSSignerFactory().createJWSSigner(key, algorithm);
    } catch (JOSEException e) {
      throw new IllegalArgumentException("the key for agent cards cannot sign: " + e.getMessage(), e);
    }
  }

  private static JWSAlgorithm algorithm(JWK key) {
    if (key instanceof ECKey ec) {
      return ec.getCurve().equals(Curve.P_384) ? JWSAlgorithm.ES384 : ec.getCurve().equals(Curve.P_521) ? JWSAlgorithm.ES512
          : JWSAlgorithm.ES256;
    }
    if (key instanceof RSAKey) {
      return JWSAlgorithm.RS256;
    }
    throw new IllegalArgumentException("the key for agent cards is of type " + key.getKeyType() + ", expected EC or RSA");
  }

  /** A fresh key, which lasts as long as the process. */
  public static CardKey generate() {
    try {
      return new CardKey(new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate());
    } catch (JOSEException e) {
      throw new IllegalStateException("this Java has no P-256 keys", e);
    }
  }

  /**
   * The key in a file, as a JWK; a file that does not exist is made, readable by its owner only.
   *
   * @throws IllegalArgumentException if the file holds no private EC or RSA key, or cannot be read or written
   */
  public static CardKey file(Path file) {
    try {
      if (!Files.exists(file)) {
        CardKey fresh = generate();
        try {
          Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
          Files.writeString(file, fresh.key.toJSONString());
          return fresh;
        } catch (FileAlreadyExistsException e) {
          return file(file);
        }
      }
      JWK key = JWK.parse(Files.readString(file));
      if (!key.isPrivate()) {
        throw new IllegalArgumentException("file '" + file + "' holds a public key, expected a private one");
      }
      boolean named = key.getKeyID() != null;
      return new CardKey(named ? key : named(key));
    } catch (IOException | ParseException | JOSEException e) {
      throw new IllegalArgumentException("file '" + file + "' holds no key for agent cards (a JWK): " + e.getMessage(), e);
    }
  }

  private static JWK named(JWK key) throws JOSEException {
    return key.getKeyType().equals(KeyType.EC)
        ? new ECKey.Builder((ECKey) key).keyIDFromThumbprint().build()
        : new RSAKey.Builder((RSAKey) key).keyIDFromThumbprint().build();
  }

  /** Names the key in signatures. */
  public String id() {
    return key.getKeyID();
  }

  /** The public part as a JSON Web Key Set, for those who verify. */
  public JsonNode publicKeys() {
    ObjectNode set = JsonNodeFactory.instance.objectNode();
    ObjectNode only = set.putArray("keys").addObject();
    key.toPublicJWK().toJSONObject().forEach((name, value) -> only.put(name, String.valueOf(value)));
    only.put("alg", algorithm.getName()).put("use", "sig");
    return set;
  }

  /** The card with a signature; {@code keysUrl} tells where the public keys are. */
  public ObjectNode sign(ObjectNode card, String keysUrl) {
    try {
      JWSHeader header = new JWSHeader.Builder(algorithm)
          .type(JOSEObjectType.JOSE)
          .keyID(key.getKeyID())
          .jwkURL(java.net.URI.create(keysUrl))
          .build();
      JWSObject signed = new JWSObject(header, new Payload(Base64URL.encode(CardForm.bytes(card, true))));
      signed.sign(signer);
      ObjectNode copy = card.deepCopy();
      copy.putArray("signatures").addObject()
          .put("protected", header.toBase64URL().toString())
          .put("signature", signed.getSignature().toString());
      return copy;
    } catch (JOSEException e) {
      throw new IllegalStateException("an agent card could not be signed", e);
    }
  }
}
