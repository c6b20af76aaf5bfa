package io.roundhouse.samples.invoicedesk.ledger;

import static io.roundhouse.samples.invoicedesk.ledger.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.jackson2.DefaultJsonSchemaValidator;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ledger as its users meet it: a process of its own, spoken to in MCP. */
@Timeout(60)
class LedgerServerIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir
  private Path folder;

  @Test
  void publishesItsToolsWithSchemas() {
    try (McpSyncClient client = connect()) {
      List<Tool> tools = client.listTools().tools();

      assertThat(client.getServerInfo().name()).isEqualTo("ledger");
      assertThat(tools).extracting(Tool::name).containsExactlyInAnyOrder("post", "find", "totals");
      assertThat(tools).allSatisfy(tool -> assertThat(tool.outputSchema()).containsKey("properties"));
      assertThat(tools.stream().filter(tool -> tool.name().equals("post")).findFirst().orElseThrow().annotations().idempotentHint())
          .isTrue();
    }
  }

  @Test
  void postsFindsAndSumsUp() {
    try (McpSyncClient client = connect()) {
      assertThat(structured(client.callTool(call("post", entry("DE1/7", "119.00")))))
          .containsEntry("key", "DE1/7").containsEntry("reference", "1").containsEntry("repeated", false).containsEntry("total", 119.0);
      assertThat(structured(client.callTool(call("post", entry("DE1/7", "119.00"))))).containsEntry("repeated", true);
      assertThat(structured(client.callTool(call("find", Map.of("key", "DE1/7"))))).containsEntry("found", true)
          .containsEntry("reference", "1");
      assertThat(structured(client.callTool(call("find", Map.of("key", "DE1/8"))))).containsEntry("found", false);
      assertThat(structured(client.callTool(call("totals", Map.of())))).containsEntry("entries", 1).containsEntry("debit", 119.0)
          .containsEntry("credit", 119.0);
    }
  }

  @Test
  void refusesInOneSentence() {
    try (McpSyncClient client = connect()) {
      client.callTool(call("post", entry("DE1/7", "119.00")));

      assertThat(refusal(client.callTool(call("post", entry("DE1/7", "120.00", "Rent")))))
          .startsWith("key DE1/7 was posted before as entry 1");
      assertThat(refusal(client.callTool(call("post", Map.of("key", "k", "date", "2026-09-30", "text", "t", "lines",
          List.of(Map.of("account", "4000", "debit", 1, "credit", 0), Map.of("account", "1600", "debit", 0, "credit", 2)))))))
          .isEqualTo("entry k does not balance: debits are 1.00, credits are 2.00");
      assertThat(refusal(client.callTool(call("post", Map.of("key", "k"))))).contains("date").doesNotContain("Exception", "io.roundhouse");
      assertThat(structured(client.callTool(call("totals", Map.of())))).containsEntry("entries", 1);
    }
  }

  @Test
  void keepsWhatWasPostedWhenTheProcessIsKilled() throws Exception {
    Process process = new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var out = process.outputWriter(); var in = process.inputReader()) {
      out.write("""
          {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},\
          "clientInfo":{"name":"test","version":"1"}}}
          """);
      out.flush();
      assertThat(in.readLine()).contains("\"id\":1");
      out.write("""
          {"jsonrpc":"2.0","method":"notifications/initialized"}
          {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"post","arguments":%s}}
          """.formatted(JSON.writeValueAsString(entry("DE1/7", "119.00"))));
      out.flush();
      assertThat(in.readLine()).contains("\"id\":2", "\"repeated\":false");
    } finally {
      process.destroyForcibly().waitFor();
    }

    try (McpSyncClient client = connect()) {
      assertThat(structured(client.callTool(call("post", entry("DE1/7", "119.00"))))).containsEntry("repeated", true);
    }
  }

  @Test
  void writesOnlyTheProtocolToStandardOutputAndEndsWithItsInput() throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command()).start();
    process.getOutputStream().close();

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(process.inputReader().readLine()).isNull();
    assertThat(process.errorReader().lines().toList()).last().isEqualTo("ledger: input ended, closed");
  }

  @Test
  void saysWhichArgumentItNeeds() throws IOException, InterruptedException {
    List<String> command = command();
    Process process = new ProcessBuilder(command.subList(0, command.size() - 1)).start();

    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(process.errorReader().readLine()).isEqualTo("ledger: found 0 arguments; expected one, the database file");
  }

  private McpSyncClient connect() {
    List<String> command = command();
    JacksonMcpJsonMapper mapper = new JacksonMcpJsonMapper(JSON);
    ServerParameters parameters = ServerParameters.builder(command.getFirst()).args(command.subList(1, command.size())).build();
    McpSyncClient client = McpClient.sync(new StdioClientTransport(parameters, mapper))
        .jsonSchemaValidator(new DefaultJsonSchemaValidator(JSON)).requestTimeout(Duration.ofSeconds(20)).build();
    client.initialize();
    return client;
  }

  private List<String> command() {
    return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--enable-native-access=ALL-UNNAMED",
        "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), LedgerServer.class.getName(),
        folder.resolve("ledger.db").toString());
  }

  private static CallToolRequest call(String tool, Object arguments) {
    Map<String, Object> map = new LinkedHashMap<>();
    JSON.valueToTree(arguments).properties().forEach(field -> map.put(field.getKey(), field.getValue()));
    return CallToolRequest.builder(tool).arguments(map).build();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> structured(CallToolResult result) {
    assertThat(result.isError()).as("%s", result.content()).isNotEqualTo(true);
    return (Map<String, Object>) result.structuredContent();
  }

  private static String refusal(CallToolResult result) {
    assertThat(result.isError()).isTrue();
    return ((TextContent) result.content().getFirst()).text();
  }
}
