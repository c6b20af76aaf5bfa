package io.roundhouse.protocols.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.roundhouse.protocols.http.RpcError;
import io.roundhouse.protocols.http.RpcFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals what a client carries between the rounds of a request: a memo of ours, bound with an HMAC to the principal, to the request
 * (method and parameters), and to a time. Thread-safe.
 */
final class RequestState {

  private static final ObjectMapper JSON = JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
  private static final String ALGORITHM = "HmacSHA256";
  private static final int LONGEST = 256 << 10;

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec key;
  private final Duration ttl;
  private final InstantSource clock;

  /** Seals with this secret; null for a random one, which nobody else can open. */
  RequestState(@Nullable String secret, Duration ttl, InstantSource clock) {
    byte[] bytes = secret == null ? random.generateSeed(32) : secret.getBytes(StandardCharsets.UTF_8);
    this.key = new SecretKeySpec(bytes, ALGORITHM);
    this.ttl = ttl;
    this.clock = clock;
  }

  /** The state for a client; different for every call. */
  String seal(JsonNode memo, String method, JsonNode params, String principal) {
    ObjectNode payload = JsonNodeFactory.instance.objectNode()
        .put("principal", principal)
        .put("request", digest(method, params))
        .put("expires", clock.millis() + ttl.toMillis())
        .put("nonce", Long.toHexString(random.nextLong()));
    payload.set("memo", memo);
    String text = encoded(bytes(payload));
    return text + "." + encoded(mac(text));
  }

  /**
   * The memo in a state that came back.
   *
   * @throws RpcFault if the state is not ours, too old, or belongs to somebody else or to another request
   */
  JsonNode open(String state, String method, JsonNode params, String principal) {
    JsonNode payload = verified(state);
    if (!payload.path("principal").asText().equals(principal) || !payload.path("request").asText().equals(digest(method, params))) {
      throw refused("belongs to another request");
    }
    if (payload.path("expires").asLong() < clock.millis()) {
      throw refused("has expired; begin the request anew");
    }
    return payload.path("memo");
  }

  private JsonNode verified(String state) {
    int dot = state.indexOf('.');
    if (dot > 0 && state.length() <= LONGEST) {
      try {
        // The text as it was given out is sealed, not what it decodes to: nobody can write it another way.
        String text = state.substring(0, dot);
        byte[] seal = encoded(mac(text)).getBytes(StandardCharsets.UTF_8);
        if (MessageDigest.isEqual(seal, state.substring(dot + 1).getBytes(StandardCharsets.UTF_8))) {
          return JSON.readTree(Base64.getUrlDecoder().decode(text));
        }
      } catch (IllegalArgumentException | IOException e) {
        throw refused("is not one that this server gave out");
      }
    }
    throw refused("is not one that this server gave out");
  }

  /** The method and the parameters without what differs from round to round. */
  private static String digest(String method, JsonNode params) {
    ObjectNode salient = JsonNodeFactory.instance.objectNode().put("method", method);
    if (params.isObject()) {
      ObjectNode same = ((ObjectNode) params).objectNode().setAll((ObjectNode) params);
      same.remove("_meta");
      same.remove("inputResponses");
      same.remove("requestState");
      salient.set("params", same);
    }
    try {
      Object sorted = JSON.treeToValue(salient, Object.class);
      return encoded(MessageDigest.getInstance("SHA-256").digest(JSON.writeValueAsBytes(sorted)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] mac(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(JsonNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static RpcFault refused(String why) {
    return RpcFault.of(RpcError.INVALID_PARAMS, "The 'requestState' " + why + ".");
  }
}
