package io.roundhouse.protocols.access;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.roundhouse.protocols.Wire;
import io.roundhouse.protocols.WatchedVertx;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Bearers and keys of strangers: none but the good ones is taken, and each gets an answer that says nothing about our code. */
class CredentialsFuzzTest {

  private static final String KEY = "rh_adaadaadaadaadaadaada";
  private static Vertx vertx;
  private static AuthorizationServer issuer;
  private static Access access;
  private static String token;

  @BeforeAll
  static void open() {
    vertx = WatchedVertx.create();
    issuer = new AuthorizationServer(vertx, Clock.systemUTC());
    access = Access.of(AccessOptions.ofIssuers(issuer.trusted()).withKeys(List.of(ApiKey.of("ada", KEY, "*"))), vertx);
    token = issuer.token("ada", "shout:call");
  }

  @AfterAll
  static void close() {
    await(access.close());
    issuer.close();
    await(vertx.close());
  }

  @FuzzTest
  void takesNobodyButThoseItKnows(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    String[] parts = token.split("\\.");
    String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(input);

    assertStranger(new Credentials(text, null, false));
    assertStranger(new Credentials(null, text, true));
    assertStranger(new Credentials(encoded + "." + parts[1] + "." + parts[2], null, false));
    assertStranger(new Credentials(parts[0] + "." + encoded + "." + parts[2], null, false));
    assertStranger(new Credentials(parts[0] + "." + parts[1] + "." + encoded, null, false));
    assertThat(await(access.identify(new Credentials(token, null, false)))).isInstanceOf(Identification.Known.class);
  }

  private static void assertStranger(Credentials credentials) {
    if (KEY.equals(credentials.bearer()) || KEY.equals(credentials.apiKey()) || token.equals(credentials.bearer())) {
      return;
    }
    switch (await(access.identify(credentials))) {
      case Identification.Known known -> throw new AssertionError("taken for " + known.principal());
      case Identification.Rejected rejected -> Wire.assertDiscreet(rejected.code() + rejected.sentence());
      case Identification.Unavailable down -> throw new AssertionError(down.sentence());
      case Identification.Absent absent -> assertThat(credentials.isEmpty()).isTrue();
    }
  }
}
