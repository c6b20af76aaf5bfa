package io.roundhouse.protocols.a2a;

import static io.roundhouse.runtime.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundhouse.protocols.House;
import io.roundhouse.protocols.a2a.Bindings.Answer;
import io.roundhouse.protocols.a2a.Bindings.Binding;
import io.roundhouse.protocols.access.AccessOptions;
import io.roundhouse.protocols.access.ClientLimits;
import io.roundhouse.protocols.http.UnguardedAddressException;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Calls by gRPC meet the same limits as requests by HTTP, and every refusal has a code. */
class GrpcGuardIT {

  private static final A2aOptions WITH_GRPC = A2aOptions.ofDefaults().withGrpc("127.0.0.1", 0);

  @Test
  void countsCallsByGrpcAgainstTheirClient() {
    ClientLimits slow = ClientLimits.ofDefaults().withRequestsPerSecond(1).withBurst(5);
    try (A2aHouse house = A2aHouse.guarded(WITH_GRPC, AccessOptions.off(), slow)) {
      Bindings bindings = house.bindings();
      Answer last = null;
      for (int i = 0; i < 6; i++) {
        last = bindings.call(Binding.GRPC, "talker", "ListTasks", JsonNodeFactory.instance.objectNode());
      }

      assertThat(last.status()).as(last.raw()).isEqualTo(8);
      assertThat(last.reason()).isEqualTo("TOO_MANY_REQUESTS");
    }
  }

  @Test
  void refusesAMessageThatIsTooLarge() {
    try (A2aHouse house = A2aHouse.open(WITH_GRPC)) {
      Bindings bindings = house.bindings();
      GrpcFrames.Reply reply = bindings.grpc("GetTask", GrpcFrames.framed(new byte[(1 << 20) + 1]), Map.of());

      assertThat(reply.status()).isEqualTo("8");
      assertThat(bindings.call(Binding.GRPC, "talker", "ListTasks", House.json("{}")).isRefused()).isFalse();
    }
  }

  @Test
  void refusesWhatIsNoMessageAndMethodsThatDoNotExist() {
    try (A2aHouse house = A2aHouse.open(WITH_GRPC)) {
      Bindings bindings = house.bindings();

      assertThat(bindings.grpc("GetTask", GrpcFrames.framed(new byte[] {1, 2, 3}), Map.of()).status()).isEqualTo("3");
      assertThat(bindings.grpc("GetTask", Buffer.buffer(), Map.of()).status()).isEqualTo("3");
      assertThat(bindings.grpc("Nothing", GrpcFrames.framed(new byte[0]), Map.of()).status()).isEqualTo("12");
    }
  }

  @Test
  void doesNotListenUnguardedWhereOthersReachIt() {
    try (A2aHouse house = A2aHouse.open(A2aOptions.ofDefaults())) {
      A2aEndpoint endpoint = A2aEndpoint.of(house.runtime, A2aOptions.ofDefaults().withGrpc("0.0.0.0", 0), new SimpleMeterRegistry());

      assertThat(failure(endpoint.start())).isInstanceOf(UnguardedAddressException.class);
    }
  }
}
