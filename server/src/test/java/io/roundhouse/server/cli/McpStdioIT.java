package io.roundhouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as desktop clients start it: messages on its input and output, everything else on its error output. */
@Timeout(120)
class McpStdioIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String META = """
      "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}""";

  @TempDir Path directory;
  private Process program;
  private BufferedWriter input;
  private BufferedReader output;

  @BeforeEach
  void start() throws IOException {
    Path file = Files.writeString(directory.resolve("app.yaml"), """
        agents:
          hello:
            description: Greets people
            reply: "Hello, {{message}}!"
        tools:
          - class: io.roundhouse.server.cli.Chatterbox
        """);
    program = new ProcessBuilder(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), Main.class.getName(), "mcp-stdio",
        file.toString()))
        .redirectError(directory.resolve("err.txt").toFile()).start();
    input = program.outputWriter(StandardCharsets.UTF_8);
    output = program.inputReader(StandardCharsets.UTF_8);
  }

  @AfterEach
  void end() throws InterruptedException {
    program.destroyForcibly().waitFor();
  }

  @Test
  void servesBothErasAndEndsWithItsInput() throws Exception {
    send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"server/discover\",\"params\":{" + META + "}}");
    assertThat(answer().at("/result/supportedVersions/0").asText()).isEqualTo("2026-07-28");

    send("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"hello\",\"arguments\":{\"text\":\"Ada\"},"
        + META + "}}");
    JsonNode called = answer();
    assertThat(called.path("id").asInt()).isEqualTo(2);
    assertThat(called.at("/result/resultType").asText()).isEqualTo("complete");
    assertThat(called.at("/result/content/0/text").asText()).isEqualTo("Hello, Ada!");

    send("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
        + "\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}}");
    assertThat(answer().at("/result/protocolVersion").asText()).isEqualTo("2025-11-25");
    send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    send("{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"tools/call\",\"params\":{\"name\":\"hello\",\"arguments\":{\"text\":\"Bob\"}}}");
    assertThat(answer().at("/result/content/0/text").asText()).isEqualTo("Hello, Bob!");

    input.close();
    assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(program.exitValue()).isZero();
    assertThat(output.lines()).as("at most news of the runs").allMatch(line -> line.contains("list_changed"));
  }

  @Test
  void answersWhatItWasAskedBeforeItsInputEnded() throws Exception {
    send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"hello\",\"arguments\":{\"text\":\"Ada\"},"
        + META + "}}");
    input.close();

    assertThat(answer().at("/result/content/0/text").asText()).isEqualTo("Hello, Ada!");
  }

  @Test
  void keepsWhatToolsPrintOutOfTheMessages() throws Exception {
    send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"chatter\",\"arguments\":{}," + META + "}}");

    assertThat(answer().at("/result/content/0/text").asText()).isEqualTo("said");
    assertThat(Files.readString(directory.resolve("err.txt"))).contains("I talk while I work");
  }

  @Test
  void answersWhatItCannotReadWithACode() throws Exception {
    List<JsonNode> answers = new ArrayList<>();
    for (String line : List.of("{", "[]", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"no/such\",\"params\":{" + META + "}}",
        "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/list\",\"params\":{" + META.replace("2026-07-28", "1999-01-01") + "}}")) {
      send(line);
      answers.add(answer());
    }

    assertThat(answers).extracting(answer -> answer.at("/error/code").asInt())
        .containsExactly(-32700, -32600, -32600, -32601, -32022);
  }

  private void send(String line) throws IOException {
    input.write(line.replace("\n", " "));
    input.write('\n');
    input.flush();
  }

  private JsonNode answer() throws IOException {
    String line = output.readLine();
    assertThat(line).as(() -> "an answer; the program said: " + err()).isNotNull();
    return JSON.readTree(line);
  }

  private String err() {
    try {
      return Files.readString(directory.resolve("err.txt"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
