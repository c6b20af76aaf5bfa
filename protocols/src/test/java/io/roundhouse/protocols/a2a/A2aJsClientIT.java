package io.roundhouse.protocols.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.protocols.House;
import io.roundhouse.protocols.a2a.card.CardKey;
import io.roundhouse.protocols.a2a.push.PushOptions;
import io.roundhouse.runtime.testing.Peers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protocol project's own JavaScript client against us, over all bindings. */
class A2aJsClientIT {

  private static final int LEAST_CHECKS = 25;

  @Test
  void passesEveryCheckOverEveryBinding(@TempDir Path folder) throws IOException, InterruptedException {
    Peers peers = Peers.require();
    A2aOptions options = A2aOptions.ofDefaults()
        .withCardKey(CardKey.generate())
        .withExtendedCard(true)
        .withGrpc("127.0.0.1", 0)
        .withPush(PushOptions.ofDefaults().withAllowedTargets(List.of("127.0.0.1")));
    try (A2aHouse house = A2aHouse.open(options)) {
      Path script = Path.of("src/test/resources/peers/a2a-client.mjs").toAbsolutePath();
      Path output = folder.resolve("output");
      Process process = new ProcessBuilder(peers.node(script, house.url(""), "talker"))
          .directory(peers.folder().toFile()).redirectErrorStream(true).redirectOutput(output.toFile()).start();
      try {
        assertThat(process.waitFor(180, TimeUnit.SECONDS)).as(() -> "the script ended; it said " + read(output)).isTrue();
      } finally {
        process.destroyForcibly();
      }
      String said = read(output);
      List<JsonNode> checks = said.lines().filter(line -> line.startsWith("{\"check\"")).map(House::json).toList();
      assertThat(checks).as(said).filteredOn(check -> !check.path("ok").asBoolean()).isEmpty();
      assertThat(checks).as(said).hasSizeGreaterThanOrEqualTo(LEAST_CHECKS);
      assertThat(process.exitValue()).as(said).isZero();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
