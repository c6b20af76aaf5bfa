package io.roundhouse.protocols.a2a;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.protocols.House;
import io.roundhouse.protocols.a2a.Bindings.Answer;
import io.roundhouse.protocols.a2a.Bindings.Binding;
import io.roundhouse.protocols.http.Tls;
import io.roundhouse.runtime.testing.Certificate;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All bindings over TLS, with certificates of clients and without. */
class TlsIT {

  private static final A2aOptions WITH_GRPC = A2aOptions.ofDefaults().withGrpc("127.0.0.1", 0);

  @TempDir
  private Path folder;

  @ParameterizedTest
  @EnumSource(Binding.class)
  void everyBindingIsEncrypted(Binding binding) {
    Certificate server = Certificate.make(folder, "server");
    try (A2aHouse house = A2aHouse.encrypted(WITH_GRPC, Tls.of(server.certificate(), server.key()))) {
      Bindings bindings = client(house, server, null);

      Answer answer = bindings.call(binding, "talker", "SendMessage", House.json(A2aHouse.message("hello", "")));

      assertThat(answer.only().at("/task/artifacts/0/parts/0/text").asText()).isEqualTo("You said: hello");
    }
  }

  @Test
  void cardsNameTheEncryptedAddress() {
    Certificate server = Certificate.make(folder, "server");
    try (A2aHouse house = A2aHouse.encrypted(WITH_GRPC, Tls.of(server.certificate(), server.key()))) {
      String card = client(house, server, null).send(
          HttpMethod.GET, "/.well-known/agent-card.json", Buffer.buffer(), Map.of()).body();

      assertThat(House.json(card).at("/supportedInterfaces/0/url").asText()).startsWith("https://127.0.0.1:");
    }
  }

  @ParameterizedTest
  @EnumSource(Binding.class)
  void onlyClientsWithACertificateComeInWhereOneIsAskedFor(Binding binding) {
    Certificate server = Certificate.make(folder, "server");
    Certificate known = Certificate.make(folder, "known");
    Certificate stranger = Certificate.make(folder, "stranger");
    Tls tls = Tls.of(server.certificate(), server.key()).withClientAuthorities(known.certificate());
    try (A2aHouse house = A2aHouse.encrypted(WITH_GRPC, tls)) {
      Answer answer = client(house, server, known).call(binding, "talker", "ListTasks", House.json("{}"));

      assertThat(answer.isRefused()).isFalse();
      for (Certificate other : new Certificate[] {null, stranger}) {
        assertThatThrownBy(() -> client(house, server, other).call(binding, "talker", "ListTasks", House.json("{}"))).isNotNull();
      }
    }
  }

  private static Bindings client(A2aHouse house, Certificate server, Certificate own) {
    return Bindings.encrypted(house.vertx, house.front.port(), house.endpoint.grpcPort(), server.certificate(),
        own == null ? null : own.certificate(), own == null ? null : own.key());
  }
}
