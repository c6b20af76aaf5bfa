package io.roundhouse.protocols.mcp;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.roundhouse.protocols.FixtureTools;
import io.roundhouse.protocols.House;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The SDK's own client against our endpoint. */
class McpSdkClientIT {

  private House house;
  private final Promise<List<McpSchema.Tool>> changed = Promise.promise();
  private McpSyncClient client;

  @BeforeEach
  void open() {
    house = House.open();
    client = McpClient.sync(HttpClientStreamableHttpTransport.builder(house.url("")).endpoint("/mcp").build())
        .requestTimeout(Duration.ofSeconds(20))
        .toolsChangeConsumer(changed::tryComplete)
        .build();
  }

  @AfterEach
  void close() {
    client.closeGracefully();
    house.close();
  }

  @Test
  void agreesOnTheNewestSessionRevision() {
    McpSchema.InitializeResult result = client.initialize();

    assertThat(result.protocolVersion()).isEqualTo("2025-11-25");
    assertThat(result.serverInfo().name()).isEqualTo("roundhouse");
    assertThat(result.capabilities().tools().listChanged()).isTrue();
    client.ping();
  }

  @Test
  void listsToolsAndAgentsWithSchemasAndHints() {
    client.initialize();

    List<McpSchema.Tool> tools = client.listTools().tools();

    assertThat(tools).extracting(McpSchema.Tool::name)
        .containsExactly("ask", "broken", "echo", "greeter", "hold", "pause", "refuse", "shout", "stumbler");
    McpSchema.Tool echo = tools.get(2);
    assertThat(echo.inputSchema()).containsEntry("additionalProperties", false);
    assertThat(echo.outputSchema()).containsEntry("type", "object");
    assertThat(echo.annotations().readOnlyHint()).isTrue();
    assertThat(tools.get(1).annotations().destructiveHint()).isTrue();
    assertThat(tools.get(6).annotations().idempotentHint()).isTrue();
    assertThat(tools.get(7).annotations().destructiveHint()).isFalse();
  }

  @Test
  void callsAToolAndNamesItsRun() {
    client.initialize();

    McpSchema.CallToolResult result = client.callTool(call("echo", Map.of("text", "hi")));

    assertThat(result.isError()).isFalse();
    assertThat(result.structuredContent()).isEqualTo(Map.of("text", "hi"));
    assertThat(((McpSchema.TextContent) result.content().get(0)).text()).contains("hi");
    assertThat(result.meta()).containsKey("io.roundhouse/run");
  }

  @Test
  void callsAnAgentAsAToolWhoseTraceCanBeRead() {
    client.initialize();

    McpSchema.CallToolResult result = client.callTool(call("greeter", Map.of("text", "Ada")));

    assertThat(((McpSchema.TextContent) result.content().get(0)).text()).isEqualTo("Hello, Ada!");
    var trace = House.json(house.get("/runs/" + result.meta().get("io.roundhouse/run")));
    assertThat(trace.at("/entries/0/event").asText()).isEqualTo("accepted");
    assertThat(trace.at("/entries/0/caller").asText()).startsWith("mcp:");
  }

  @Test
  void reportsBadArgumentsAsAnErrorOfTheTool() {
    client.initialize();

    McpSchema.CallToolResult result = client.callTool(call("echo", Map.of("text", 7)));

    assertThat(result.isError()).isTrue();
    assertThat(((McpSchema.TextContent) result.content().get(0)).text()).contains("text").contains("string");
    assertThat(result.meta()).containsEntry("io.roundhouse/failure", "bad-input");
  }

  @Test
  void refusesAnUnknownToolAsTheProtocolSays() {
    client.initialize();

    assertThatThrownBy(() -> client.callTool(call("nope", Map.of())))
        .isInstanceOfSatisfying(McpError.class, error -> {
          assertThat(error.getJsonRpcError().code()).isEqualTo(-32602);
          assertThat(error.getJsonRpcError().message()).isEqualTo("Unknown tool: nope");
        });
  }

  @Test
  void tellsListenersThatTheToolsChanged() {
    client.initialize();

    house.runtime.update(catalog -> catalog.with(FixtureTools.echo("parrot")));

    assertThat(await(changed.future())).extracting(McpSchema.Tool::name).contains("parrot");
  }

  private static McpSchema.CallToolRequest call(String tool, Map<String, Object> arguments) {
    return McpSchema.CallToolRequest.builder(tool).arguments(arguments).build();
  }
}
