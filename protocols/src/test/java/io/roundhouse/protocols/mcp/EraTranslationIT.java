package io.roundhouse.protocols.mcp;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundhouse.protocols.House;
import io.roundhouse.protocols.mcp.client.McpConnection;
import io.roundhouse.protocols.mcp.client.McpServer;
import io.roundhouse.protocols.mcp.client.McpTransport;
import io.roundhouse.runtime.testing.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that knows only revision 2026-07-28 uses a server that knows only sessions, through us. */
class EraTranslationIT {

  private final Peers peers = Peers.require();
  private House house;
  private McpConnection connection;
  @TempDir
  private Path temporary;

  @BeforeEach
  void open() {
    house = House.open();
  }

  @AfterEach
  void close() {
    if (connection != null) {
      await(connection.close());
    }
    house.close();
  }

  private void join(String name, List<String> command) {
    McpServer server = McpServer.of(name, new McpTransport.Stdio(
            command.getFirst(), command.subList(1, command.size()), Map.of(), peers.folder()))
        .withConnectTimeout(Duration.ofSeconds(60));
    connection = await(McpConnection.open(house.vertx, server, new SimpleMeterRegistry()));
    connection.join(house.runtime);
    assertThat(connection.revision()).contains("2025-11-25");
  }

  @Test
  void passesAQuestionOfASessionOnAsARoundOfARequest() {
    join("every", peers.node(peers.file("@modelcontextprotocol/server-everything/dist/index.js"), "stdio"));
    ModernClient client = new ModernClient(house).with("{\"elicitation\":{\"form\":{}}}");
    String call = "\"name\":\"every.trigger-elicitation-request\",\"arguments\":{}";

    JsonNode asked = client.call("tools/call", call).path("result");
    assertThat(asked.path("resultType").asText()).isEqualTo("input_required");
    String key = asked.path("inputRequests").fieldNames().next();
    JsonNode question = asked.path("inputRequests").path(key);
    assertThat(question.path("method").asText()).isEqualTo("elicitation/create");
    assertThat(question.at("/params/message").asText()).startsWith("Server 'every' asks: ");
    assertThat(question.at("/params/requestedSchema/properties").has("name")).isTrue();

    JsonNode answered = client.call("tools/call", call + ",\"requestState\":" + asked.path("requestState")
        + ",\"inputResponses\":{\"" + key + "\":{\"action\":\"accept\",\"content\":{\"name\":\"Ann\"}}}").path("result");

    assertThat(answered.path("resultType").asText()).isEqualTo("complete");
    assertThat(answered.toString()).contains("Ann").contains("dark and stormy");
  }

  @Test
  void letsTheModernInspectorReadFilesOfALegacyServer() throws Exception {
    Path folder = temporary.toRealPath();
    Path note = Files.writeString(folder.resolve("note.txt"), "Remember the milk.");
    join("files", peers.node(peers.file("@modelcontextprotocol/server-filesystem/dist/index.js"), folder.toString()));

    JsonNode called = House.json(inspect("--method", "tools/call", "--tool-name", "files.read_text_file", "--tool-arg", "path=" + note));

    assertThat(called.toString()).contains("Remember the milk.");
  }

  private String inspect(String... arguments) throws IOException, InterruptedException {
    List<String> command = peers.node(peers.file("@modelcontextprotocol/inspector/clients/launcher/build/index.js"),
        "--cli", house.url("/mcp"), "--transport", "http", "--protocol-era", "modern");
    command.addAll(List.of(arguments));
    Path out = temporary.resolve("out.txt");
    Path err = temporary.resolve("err.txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("HOME", temporary.toString());
    Process process = builder.start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("the Inspector ends").isTrue();
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    return Files.readString(out);
  }
}
