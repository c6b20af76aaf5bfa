package io.roundhouse.samples.helloagent;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.roundhouse.server.Roundhouse;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Both ways to write the smallest agent: how long they are, and that they answer real clients. */
class HelloAgentIT {

  private static final Path HERE = Path.of(System.getProperty("roundhouse.root"), "samples", "hello-agent");

  @Test
  void takesTwelveLinesOfJavaAndSixOfYaml() throws IOException {
    Path java = HERE.resolve("src/main/java/io/roundhouse/samples/helloagent/HelloAgent.java");

    assertThat(Files.readAllLines(java).stream().filter(line -> !line.isBlank() && !line.matches("(package|import|/\\*\\*) .*")))
        .hasSizeLessThanOrEqualTo(12);
    assertThat(Files.readAllLines(HERE.resolve("hello.yaml"))).hasSizeLessThanOrEqualTo(6);
  }

  @Test
  void answersFromJava() throws Exception {
    int port = freePort();
    Process program = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), HelloAgent.class.getName(),
        String.valueOf(port)).inheritIO().start();
    try {
      URI url = URI.create("http://127.0.0.1:" + port);
      awaitReady(url, program);
      assertThatItGreets(url);
    } finally {
      program.destroy();
      program.waitFor();
    }
  }

  @Test
  void answersFromYaml() throws Exception {
    try (Roundhouse server = Roundhouse.from(HERE.resolve("hello.yaml")).port(0).start()) {
      assertThatItGreets(server.url());
    }
  }

  private static void assertThatItGreets(URI url) throws Exception {
    try (McpSyncClient mcp = McpClient.sync(HttpClientStreamableHttpTransport.builder(url.toString()).endpoint("/mcp").build()).build()) {
      mcp.initialize();
      McpSchema.CallToolResult greeting = mcp.callTool(McpSchema.CallToolRequest.builder("hello").arguments(Map.of("text", "Ada")).build());
      assertThat(greeting.content()).extracting(content -> ((McpSchema.TextContent) content).text()).isEqualTo(List.of("Hello, Ada!"));
    }
    assertThat(sendMessage(url.resolve("/a2a/hello"), "Bob")).contains("Hello, Bob!").doesNotContain("error");
  }

  private static String sendMessage(URI agent, String text) throws Exception {
    String message = """
        {"jsonrpc": "2.0", "id": 1, "method": "SendMessage", "params": {"message":
          {"messageId": "m1", "role": "ROLE_USER", "parts": [{"text": "%s"}]}}}""".formatted(text);
    HttpRequest request = HttpRequest.newBuilder(agent)
        .header("Content-Type", "application/json")
        .header("A2A-Version", "1.0")
        .POST(HttpRequest.BodyPublishers.ofString(message))
        .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static void awaitReady(URI url, Process program) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!isReady(url)) {
      assertThat(program.isAlive()).as("the program runs").isTrue();
      assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static boolean isReady(URI url) throws InterruptedException {
    try {
      HttpRequest health = HttpRequest.newBuilder(url.resolve("/health")).build();
      return HttpClient.newHttpClient().send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
