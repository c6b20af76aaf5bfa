package io.roundhouse.protocols.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.TimeMeter;
import io.roundhouse.protocols.access.AccessOptions.Anonymous;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.protocols.http.Refusal;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AccessTest {

  private static final String SECRET = "rh_0123456789abcdefghij";
  private static final ApiKey DESK = ApiKey.of("desk", SECRET, "tools:call");

  @Test
  void asksNobodyWhenItIsOff() {
    assertThat(identify(AccessOptions.off(), new Credentials("whatever", null, false)))
        .isEqualTo(new Identification.Known(Principal.ANONYMOUS));
  }

  @Test
  void knowsAKeyInEitherHeader() {
    Identification known = new Identification.Known(Principal.authenticated("key:desk", Set.of("tools:call")));

    assertThat(identify(AccessOptions.ofKeys(DESK), new Credentials(SECRET, null, false))).isEqualTo(known);
    assertThat(identify(AccessOptions.ofKeys(DESK), new Credentials(null, SECRET, false))).isEqualTo(known);
  }

  @Test
  void refusesWhatIsNoKey() {
    AccessOptions options = AccessOptions.ofKeys(DESK).withAnonymous(Anonymous.EVERYONE, Set.of());

    assertThat(identify(options, new Credentials(SECRET + "x", null, true))).isInstanceOf(Identification.Rejected.class);
    assertThat(identify(options, new Credentials("", null, true))).isInstanceOf(Identification.Rejected.class);
    assertThat(identify(options, new Credentials("x".repeat(5_000), null, true))).isInstanceOf(Identification.Rejected.class);
    assertThat(identify(options, new Credentials("eyJhbGciOiJub25lIn0.e30.", null, true))).isInstanceOf(Identification.Rejected.class);
    assertThat(identify(options, new Credentials(SECRET, SECRET, true))).isInstanceOf(Identification.Rejected.class);
  }

  @Test
  void letsInAnonymouslyOnlyWhomItWasTold() {
    AccessOptions options = AccessOptions.ofKeys(DESK);
    Identification anonymous = new Identification.Known(Principal.authenticated("anonymous", Set.of("a")));

    assertThat(identify(options, Credentials.none(true))).isInstanceOf(Identification.Absent.class);
    AccessOptions loopback = options.withAnonymous(Anonymous.LOOPBACK, Set.of("a"));
    assertThat(identify(loopback, Credentials.none(true))).isEqualTo(anonymous);
    assertThat(identify(loopback, Credentials.none(false))).isInstanceOf(Identification.Absent.class);
    assertThat(identify(options.withAnonymous(Anonymous.EVERYONE, Set.of("a")), Credentials.none(false))).isEqualTo(anonymous);
  }

  @Test
  void keepsNoSecret() {
    assertThat(DESK.toString()).doesNotContain("sha256").doesNotContain(SECRET);
    assertThat(new Credentials(SECRET, SECRET, true).toString()).doesNotContain(SECRET);
    assertThat(DESK.hash()).isEqualTo(ApiKey.hash(SECRET)).doesNotContain(SECRET);
  }

  @Test
  void refusesOptionsThatMakeNoSense() {
    assertThatThrownBy(() -> ApiKey.of("desk", "short")).hasMessageContaining("5 characters");
    assertThatThrownBy(() -> AccessOptions.ofKeys(DESK, DESK)).hasMessage("API key 'desk' is there twice");
    assertThatThrownBy(() -> AccessOptions.ofKeys()).hasMessageContaining("nobody can come in");
    assertThatThrownBy(() -> TokenIssuer.of("corp", URI.create("https://a.example"))).hasMessageContaining("no audience");
    assertThatThrownBy(() -> TokenIssuer.of("key", URI.create("https://a.example"), "a")).hasMessageContaining("name of an issuer");
    assertThatThrownBy(() -> TokenIssuer.of("corp", URI.create("https://a.example"), "a").withAlgorithms(Set.of("HS256")))
        .hasMessageContaining("HS256");
  }

  @Test
  void describesTheWaysIn() {
    AccessOptions options = AccessOptions.ofIssuers(TokenIssuer.of("corp", URI.create("https://login.example"), "us"))
        .withKeys(List.of(DESK)).withRules(List.of(AccessRule.tools("*", "tools:call")));

    assertThat(options.schemes()).containsExactly(new Scheme.KeyHeader("X-API-Key"), new Scheme.KeyBearer(),
        new Scheme.Token(URI.create("https://login.example"), List.of("tools:call")));
    assertThat(AccessOptions.off().schemes()).isEmpty();
  }

  @Test
  void keepsAClientToItsLimits() {
    AtomicLong nanos = new AtomicLong(1);
    Client client = new Client(ClientLimits.ofDefaults().withRequestsPerSecond(2).withRequestsAtOnce(1).withStreams(1), time(nanos));

    client.requireRate();
    client.requireRate();
    assertThatThrownBy(client::requireRate).isInstanceOfSatisfying(Refusal.class, refusal -> {
      assertThat(refusal.status()).isEqualTo(429);
      assertThat(refusal.code()).isEqualTo("too-many-requests");
      assertThat(refusal.headers()).containsEntry("Retry-After", "1");
    });
    nanos.addAndGet(500_000_000);
    client.requireRate();

    client.begin();
    assertThatThrownBy(client::begin).hasMessageContaining("1 requests under way");
    client.end();
    client.begin();

    Runnable close = client.open();
    assertThatThrownBy(client::open).hasMessageContaining("1 event streams");
    close.run();
    close.run();
    client.open();
    assertThat(client.openStreams()).isEqualTo(1);
  }

  @Test
  void countsANetworkOfSixthVersionAsOneClient() {
    assertThat(Addresses.client("2001:db8:1:2:3:4:5:6")).isEqualTo(Addresses.client("2001:db8:1:2::9"));
    assertThat(Addresses.client("2001:db8:1:2::1")).isNotEqualTo(Addresses.client("2001:db8:1:3::1"));
    assertThat(Addresses.client("10.0.0.1")).isNotEqualTo(Addresses.client("10.0.0.2"));
    assertThat(Addresses.client("fe80:0:0:0:1:2:3:4%eth0")).isEqualTo("at fe80000000000000");
    assertThat(Addresses.isLoopback("0:0:0:0:0:0:0:1")).isTrue();
  }

  private static Identification identify(AccessOptions options, Credentials credentials) {
    Vertx none = null;
    return Access.of(options, none, Clock.systemUTC()).identify(credentials).result();
  }

  private static TimeMeter time(AtomicLong nanos) {
    return new TimeMeter() {
      @Override
      public long currentTimeNanos() {
        return nanos.get();
      }

      @Override
      public boolean isWallClockBased() {
        return false;
      }
    };
  }
}
