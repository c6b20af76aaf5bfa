package io.roundhouse.protocols.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.security.PublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys of one issuer, fetched when needed and kept. Thread-safe.
 *
 * <p>They are fetched again when they are old, and when a token names one that is not there: but never more often than the pause, so
 * that made-up key ids do not turn into requests. While the issuer is down the keys it had go on to count, up to a day.
 */
final class KeySource {

  /** The shortest time between two fetches. */
  static final Duration PAUSE = Duration.ofSeconds(10);

  /** How long keys count that cannot be fetched again. */
  static final Duration STALE = Duration.ofDays(1);

  private static final Logger LOG = LoggerFactory.getLogger(KeySource.class);
  private static final int MOST_KEYS = 100;
  private static final int LEAST_RSA_BITS = 2_048;

  /** A public key and what it may check. */
  private record Entry(JWK jwk, PublicKey key) {}

  private record Keys(List<Entry> entries, String text, Instant fetched, long generation) {}

  private final TokenIssuer issuer;
  private final IssuerMetadata metadata;
  private final Clock clock;
  private volatile @Nullable Keys keys;
  private @Nullable Future<Keys> underWay;
  private volatile Instant nextTry = Instant.MIN;

  KeySource(TokenIssuer issuer, IssuerMetadata metadata, Clock clock) {
    this.issuer = issuer;
    this.metadata = metadata;
    this.clock = clock;
  }

  /** Changes whenever the issuer's keys do; what was checked with an earlier set has to be checked again. */
  long generation() {
    Keys current = keys;
    return current == null ? -1 : current.generation();
  }

  /** Fetches the keys again in the background if they are old; costs nothing otherwise. */
  void keepFresh() {
    Keys current = keys;
    if (current != null && isOld(current, issuer.keysMaxAge())) {
      refresh(current);
    }
  }

  /** Keys that may have signed a token, and the generation they are of. */
  record Candidates(List<PublicKey> keys, long generation) {}

  /** The keys that may have signed under this header; none if there are none. Fails if the issuer's keys cannot be had. */
  Future<Candidates> candidates(JWSHeader header) {
    Keys current = keys;
    if (current == null || isOld(current, STALE)) {
      return refresh(current).map(fetched -> select(fetched, header));
    }
    keepFresh();
    Candidates found = select(current, header);
    return found.keys().isEmpty()
        ? refresh(current).otherwise(current).map(fetched -> select(fetched, header))
        : Future.succeededFuture(found);
  }

  private boolean isOld(Keys current, Duration age) {
    return clock.instant().isAfter(current.fetched().plus(age));
  }

  private synchronized Future<Keys> refresh(@Nullable Keys old) {
    Future<Keys> running = underWay;
    if (running != null) {
      return running;
    }
    Keys newest = keys;
    if (newest != null && (old == null || newest.fetched().isAfter(old.fetched()))) {
      return Future.succeededFuture(newest);
    }
    Instant now = clock.instant();
    if (now.isBefore(nextTry)) {
      return Future.failedFuture("the keys were asked for a moment ago");
    }
    nextTry = now.plus(PAUSE);
    Promise<Keys> promise = Promise.promise();
    underWay = promise.future();
    metadata.keys(issuer).map(document -> parse(document, now)).onComplete(done -> {
      synchronized (this) {
        underWay = null;
        if (done.succeeded()) {
          keys = done.result();
        }
      }
      if (done.succeeded()) {
        promise.complete(done.result());
      } else {
        LOG.warn("the keys of issuer '{}' ({}) cannot be fetched: {}", issuer.name(), issuer.issuer(), done.cause().getMessage());
        promise.fail(done.cause());
      }
    });
    return promise.future();
  }

  private Keys parse(JsonNode document, Instant now) {
    Keys old = keys;
    String text = document.toString();
    if (old != null && old.text().equals(text)) {
      return new Keys(old.entries(), text, now, old.generation());
    }
    List<Entry> entries = new ArrayList<>();
    try {
      for (JWK key : JWKSet.parse(text).getKeys()) {
        add(key, entries);
      }
    } catch (ParseException e) {
      throw new IllegalArgumentException("its keys are no JSON Web Key Set", e);
    }
    return new Keys(List.copyOf(entries), text, now, old == null ? 0 : old.generation() + 1);
  }

  private void add(JWK key, List<Entry> entries) {
    try {
      PublicKey usable = switch (key) {
        case RSAKey rsa when rsa.size() >= LEAST_RSA_BITS -> rsa.toPublicKey();
        case ECKey curve -> curve.toPublicKey();
        default -> null;
      };
      if (usable != null && entries.size() < MOST_KEYS) {
        entries.add(new Entry(key.toPublicJWK(), usable));
      }
    } catch (JOSEException e) {
      LOG.warn("key '{}' of issuer '{}' cannot be used: {}", key.getKeyID(), issuer.name(), e.getMessage());
    }
  }

  private static Candidates select(Keys keys, JWSHeader header) {
    JWKMatcher matcher = JWKMatcher.forJWSHeader(header);
    List<PublicKey> fitting = matcher == null ? List.of()
        : keys.entries().stream().filter(entry -> matcher.matches(entry.jwk())).map(Entry::key).toList();
    return new Candidates(fitting, keys.generation());
  }
}
