package io.roundhouse.protocols.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.protocols.House;
import io.roundhouse.runtime.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that others wrote, in both eras, at one address. */
class McpPeersIT {

  @TempDir static Path directory;
  private static Peers peers;
  private static House house;

  @BeforeAll
  static void open() {
    peers = Peers.require();
    house = House.open();
  }

  @AfterAll
  static void close() {
    if (house != null) {
      house.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"legacy, legacy", "auto, modern", "2026-07-28, modern"})
  void servesTheTypeScriptSdk(String mode, String era) throws Exception {
    Path script = Path.of(McpPeersIT.class.getResource("/mcp/typescript-client.mjs").toURI());

    JsonNode seen = House.json(output(peers.node(script, peers.file("").toString(), house.url("/mcp"), mode)));

    assertThat(seen.path("era").asText()).isEqualTo(era);
    assertThat(seen.path("tools")).extracting(JsonNode::asText).contains("echo", "greeter", "ask");
    assertThat(seen.at("/echo/text").asText()).isEqualTo("hi");
    assertThat(seen.path("asked")).extracting(JsonNode::asText).containsExactly("What shall I say?");
    assertThat(seen.path("said").asText()).isEqualTo("what Ada wants");
    assertThat(seen.path("refused").asInt()).isEqualTo(-32602);
    assertThat(seen.path("resources")).isNotEmpty();
    assertThat(seen.path("status").asText()).isEqualTo("completed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"legacy", "auto", "modern"})
  void servesTheInspector(String era) throws Exception {
    JsonNode tools = House.json(inspect(era, "--method", "tools/list"));
    JsonNode called = House.json(inspect(era, "--method", "tools/call", "--tool-name", "echo", "--tool-arg", "text=hi"));

    assertThat(tools.path("tools").findValuesAsText("name")).contains("echo", "greeter");
    assertThat(called.at("/structuredContent/text").asText()).isEqualTo("hi");
  }

  private static String inspect(String era, String... arguments) throws Exception {
    List<String> command = peers.node(peers.file("@modelcontextprotocol/inspector/clients/launcher/build/index.js"),
        "--cli", house.url("/mcp"), "--transport", "http", "--protocol-era", era);
    command.addAll(List.of(arguments));
    return output(command);
  }

  private static String output(List<String> command) throws IOException, InterruptedException {
    Path out = Files.createTempFile(directory, "out", ".txt");
    Path err = Files.createTempFile(directory, "err", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("HOME", directory.toString());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the client ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(() -> read(err) + read(out)).isZero();
    return read(out);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
