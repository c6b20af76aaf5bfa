package io.roundhouse.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.protocols.a2a.A2aExtension;
import io.roundhouse.protocols.a2a.A2aOptions;
import io.roundhouse.protocols.a2a.client.RemoteAgent;
import io.roundhouse.protocols.a2a.push.PushOptions;
import io.roundhouse.protocols.a2a.wire.ErrorTable;
import io.roundhouse.protocols.http.Tls;
import io.roundhouse.toolgraph.Effect;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What agents offer over A2A, and agents of others, as a file says it. */
class A2aConfigTest {

  private static final String HELLO = """
      agents:
        hello: {description: Greets people, reply: "Hello!"}
      """;

  @TempDir Path directory;

  private ConfigFile file;

  @BeforeEach
  void makeFile() {
    file = new ConfigFile(directory);
  }

  @Test
  void offersTheDefaultsUnlessSaid() {
    assertThat(file.load(HELLO).a2a()).isEqualTo(A2aOptions.ofDefaults());
    assertThat(file.load(HELLO).tls()).isNull();
  }

  @Test
  void readsWhatAgentsOffer() {
    A2aOptions options = file.load(HELLO + """
        a2a:
          streaming: false
          push-notifications: {allowed-targets: [hooks.internal:8443], max-per-task: 3, attempts: 7, backoff: 2s, timeout: 5s}
          extended-card: true
          input-modes: [text/plain, image/*]
          card-key: keys.jwk
          card-max-age: 10m
          grpc: {host: 127.0.0.2, port: 9090}
          legacy: true
          accept-unversioned: true
          error-codes: 1.0.0
          extensions:
            - {uri: "urn:x", description: Ours, required: true}
        """).a2a();

    assertThat(options.streaming()).isFalse();
    assertThat(options.push()).isEqualTo(
        new PushOptions(List.of("hooks.internal:8443"), 3, 7, Duration.ofSeconds(2), Duration.ofSeconds(5)));
    assertThat(options.extendedCard()).isTrue();
    assertThat(options.inputModes()).containsExactly("text/plain", "image/*");
    assertThat(options.cardKey()).isNotNull();
    assertThat(directory.resolve("keys.jwk")).exists();
    assertThat(options.cardMaxAge()).isEqualTo(Duration.ofMinutes(10));
    assertThat(options.grpc()).isEqualTo(new A2aOptions.GrpcAddress("127.0.0.2", 9090));
    assertThat(options.legacy()).isTrue();
    assertThat(options.acceptUnversioned()).isTrue();
    assertThat(options.errorTable()).isEqualTo(ErrorTable.V1_0_0);
    assertThat(options.extensions()).containsExactly(new A2aExtension("urn:x", "Ours", true));
  }

  @Test
  void takesShortForms() {
    A2aOptions options = file.load(HELLO + "a2a: {push-notifications: true, grpc: 9090, card-key: generate}\n").a2a();

    assertThat(options.push()).isEqualTo(PushOptions.ofDefaults());
    assertThat(options.grpc()).isEqualTo(new A2aOptions.GrpcAddress("127.0.0.1", 9090));
    assertThat(file.load(HELLO + "a2a: {push-notifications: {enabled: false}}\n").a2a().push()).isNull();
  }

  @Test
  void saysWhereWhatAgentsOfferIsWrong() throws IOException {
    Files.writeString(directory.resolve("no.key"), "nothing");

    assertThat(file.problems(HELLO + "a2a:\n  error-codes: '2.0'\n")).singleElement().asString().contains("1.0.0 or 1.0.1");
    assertThat(file.problems(HELLO + "a2a:\n  card-key: no.key\n")).singleElement().asString().contains("private key");
    assertThat(file.problems(HELLO + "a2a:\n  grpc: 70000\n")).hasSize(1);
    assertThat(file.problems(HELLO + "a2a:\n  streams: true\n")).singleElement().asString().contains("streams");
    assertThat(file.problems(HELLO + "a2a:\n  extensions: [{required: true}]\n")).singleElement().asString().contains("uri");
    assertThat(file.problems(HELLO + "tls: {certificate: server.pem}\n")).singleElement().asString().contains("key");
  }

  @Test
  void readsAgentsOfOthers() throws IOException {
    Files.writeString(directory.resolve("travel.jwks"), "{\"keys\":[]}");

    RemoteAgent travel = file.load(HELLO + """
        a2a-agents:
          travel:
            card: https://travel.example/card.json
            headers: {Authorization: "Bearer ${TOKEN}"}
            trusted-keys: travel.jwks
            timeout: 2m
            request-timeout: 7s
            bindings: [HTTP+JSON]
            legacy: false
            refresh: 1h
            effect: idempotent
        """,
        Map.of("TOKEN", "secret")).a2aAgents().get("travel");

    assertThat(travel.card()).isEqualTo(URI.create("https://travel.example/card.json"));
    assertThat(travel.headers()).containsExactly(Map.entry("Authorization", "Bearer secret"));
    assertThat(travel.verifier()).isNotNull();
    assertThat(travel.timeout()).isEqualTo(Duration.ofMinutes(2));
    assertThat(travel.requestTimeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(travel.bindings()).containsExactly("HTTP+JSON");
    assertThat(travel.legacy()).isFalse();
    assertThat(travel.refresh()).isEqualTo(Duration.ofHours(1));
    assertThat(travel.effect()).isEqualTo(Effect.IDEMPOTENT);
  }

  @Test
  void saysWhereAgentsOfOthersAreWrong() {
    assertThat(file.problems(HELLO + "a2a-agents:\n  travel: {}\n")).singleElement().asString().contains("card");
    assertThat(file.problems(HELLO + "a2a-agents:\n  travel: {card: 'https://t.example/c', bindings: [GRPC]}\n"))
        .singleElement().asString().contains("JSONRPC, HTTP+JSON");
    assertThat(file.problems(HELLO + "a2a-agents:\n  travel: {card: 'https://t.example/c', trusted-keys: none.jwks}\n")).hasSize(1);
    assertThat(file.problems(HELLO + "a2a-agents:\n  'a b': {card: 'https://t.example/c'}\n")).singleElement().asString().contains("a b");
  }

  @Test
  void readsHowConnectionsAreEncrypted() {
    Tls tls = file.load(HELLO + "tls: {certificate: server.pem, key: server.key, client-authorities: ca.pem}\n").tls();

    assertThat(tls).isEqualTo(
        Tls.of(directory.resolve("server.pem"), directory.resolve("server.key")).withClientAuthorities(directory.resolve("ca.pem")));
  }
}
