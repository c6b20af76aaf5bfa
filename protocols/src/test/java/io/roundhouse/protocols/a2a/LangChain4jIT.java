package io.roundhouse.protocols.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.runtime.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * LangChain4j's released client, which speaks A2A 0.3 only, in a process and on a class path of its own. Whatever address it is given, it
 * asks for the card of the default agent.
 */
class LangChain4jIT {

  @Test
  void getsTheTextOfTheArtifact(@TempDir Path folder) throws IOException, InterruptedException {
    Path jars = Peers.require().folder().resolve("langchain4j");
    Path output = folder.resolve("output");
    try (A2aHouse house = A2aHouse.open(A2aOptions.ofDefaults().withLegacy(true).withDefaultAgent("talker"))) {
      Path java = Path.of(System.getProperty("java.home"), "bin", "java");
      Path script = Path.of("src/test/resources/peers/LangChain4jA2aClient.java").toAbsolutePath();
      Process process = new ProcessBuilder(
          java.toString(), "-cp", jars + "/*", script.toString(), house.url("/a2a/talker"), "hello there")
          .redirectErrorStream(true).redirectOutput(output.toFile()).start();
      try {
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      } finally {
        process.destroyForcibly();
      }

      assertThat(Files.readString(output)).contains("answer: You said: hello there");
    }
  }
}
