package io.roundhouse.samples.invoicedesk.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody can do with the desk once the demo serves it, and what happens to those who do it wrong. */
class DemoServerIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\"}";
  private static final String HELLO = """
      {"jsonrpc":"2.0","id":7,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},\
      "clientInfo":{"name":"test","version":"1"}}}""";

  @TempDir
  private static Path folder;
  private static DemoProcess demo;
  private static URI server;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws IOException {
    demo = DemoProcess.start(folder, "--dir", folder.resolve("work").toString(), "--port", "0", "--pace", "0");
    demo.awaitText("Serving until Ctrl-C.");
    server = URI.create(demo.all("serving at (http://\\S+)").getFirst());
  }

  @AfterAll
  static void end() throws InterruptedException {
    demo.noteChildren();
    demo.process().destroy();

    assertThat(demo.awaitExit()).isEqualTo(143);
    assertThat(demo.text()).endsWith("Closing.\n");
    assertThat(demo.children()).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void listsTheGraphAndTheAgentsToAnMcpClient() {
    try (McpSyncClient client = connect()) {
      assertThat(client.listTools().tools()).extracting(Tool::name).contains("invoice", "ledger.post", "market.rate", "desk", "status");
    }
  }

  @Test
  void postsAnInvoiceAgainWithoutBookingItTwice() {
    try (McpSyncClient client = connect()) {
      CallToolResult result = client.callTool(CallToolRequest.builder("invoice").arguments(Map.of("file", "invoice-001.xml")).build());

      JsonNode content = JSON.valueToTree(result.structuredContent());
      assertThat(result.isError()).as("%s", result).isFalse();
      assertThat(content.path("outcome").asText()).isEqualTo("posted");
      assertThat(content.at("/posting/repeated").asBoolean()).isTrue();
      assertThat(trace(result.meta().get("io.roundhouse/run").toString())).contains("\"tool-called\"", "\"completed\"");
    }
  }

  @Test
  void tellsAnMcpClientWhatIsWrongWithItsArguments() {
    try (McpSyncClient client = connect()) {
      CallToolResult none = client.callTool(CallToolRequest.builder("invoice").arguments(Map.of()).build());
      CallToolResult path = client.callTool(CallToolRequest.builder("parse").arguments(Map.of("file", "../ledger.db")).build());

      assertThat(none.isError()).isTrue();
      assertDiscreet(text(none));
      assertThat(text(none)).contains("file");
      assertThat(path.isError()).isTrue();
      assertThat(text(path)).startsWith("'../ledger.db' is not the plain name of a file in the inbox; expected ");
    }
  }

  @Test
  void answersAnA2aMessageByTheAgentThatKnows() throws Exception {
    assertThat(ask("How many invoices are posted?")).startsWith("57 invoices are posted; debit and credit are EUR ");
    assertThat(ask("Please process invoice-007.xml")).startsWith("invoice-007.xml was posted before as entry ");
    assertThat(ask("Please process invoice-015.xml")).startsWith("invoice-015.xml was rejected. parse: invoice-015.xml: not well-formed");
  }

  @Test
  void refusesWhatIsNotARequest() throws Exception {
    assertRefusal(post("/mcp", "{nonsense", ""), 400, "-32700");
    assertRefusal(post("/a2a/desk", "{nonsense", ""), 400, "-32700");
    assertRefusal(send(HttpRequest.newBuilder(server.resolve("/mcp")).method("PATCH", BodyPublishers.ofString(LIST))), 405, "-32");
    assertRefusal(post("/mcp", "{\"x\":\"" + "y".repeat(2 << 20) + "\"}", ""), 413, "");
    assertRefusal(post("/a2a/nobody", LIST, ""), 404, "");
    assertRefusal(send(HttpRequest.newBuilder(server.resolve("/runs/none"))), 404, "unknown-run");
  }

  @Test
  void refusesToolsAndMethodsThatDoNotExist() throws Exception {
    String session = post("/mcp", HELLO, "").headers().firstValue("Mcp-Session-Id").orElseThrow();

    assertRefusal(post("/mcp", LIST.replace("tools/list", "tools/burn"), session), 200, "-32601");
    assertRefusal(post("/mcp", LIST.replace("tools/list\"", "tools/call\",\"params\":{\"name\":\"nothing\"}"), session), 200, "-32602");
    assertRefusal(post("/a2a/desk", LIST.replace("tools/list", "DoIt"), ""), 200, "-32601");
  }

  private static McpSyncClient connect() {
    McpSyncClient client = McpClient.sync(HttpClientStreamableHttpTransport.builder(server.toString()).endpoint("/mcp").build())
        .requestTimeout(Duration.ofSeconds(20)).build();
    client.initialize();
    return client;
  }

  private static String ask(String text) throws Exception {
    HttpResponse<String> answer = post("/a2a/desk", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"SendMessage\",\"params\":"
        + "{\"message\":{\"messageId\":\"m1\",\"role\":\"ROLE_USER\",\"parts\":[{\"text\":\"" + text + "\"}]}}}", "");
    return JSON.readTree(answer.body()).at("/result/task/artifacts/0/parts/0/text").asText();
  }

  private static String trace(String run) {
    try {
      return send(HttpRequest.newBuilder(server.resolve("/runs/" + run))).body();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static HttpResponse<String> post(String path, String body, String session) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path)).header("Content-Type", "application/json")
        .header("Accept", "application/json, text/event-stream").header("A2A-Version", "1.0").POST(BodyPublishers.ofString(body));
    return send(session.isEmpty() ? request : request.header("Mcp-Session-Id", session).header("MCP-Protocol-Version", "2025-11-25"));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return HTTP.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
  }

  private static void assertRefusal(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.body()).contains(code).contains("error");
    assertDiscreet(response.body());
  }

  private static void assertDiscreet(String text) {
    assertThat(text).isNotBlank().doesNotContain("Exception", "io.roundhouse.r", "io.vertx", "java.", "\tat ");
  }

  private static String text(CallToolResult result) {
    return ((TextContent) result.content().getFirst()).text();
  }
}
