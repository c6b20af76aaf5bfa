package io.roundhouse.protocols.mcp.conformance;

import static io.roundhouse.runtime.testing.Await.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundhouse.protocols.http.HttpFront;
import io.roundhouse.protocols.http.HttpOptions;
import io.roundhouse.protocols.mcp.McpEndpoint;
import io.roundhouse.protocols.mcp.McpOffer;
import io.roundhouse.protocols.mcp.McpOptions;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.runtime.engine.RuntimeBuilder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;

/**
 * The product's front and MCP endpoint over the fixture catalog: prints its port, and ends when its input does. With a port as its
 * argument it listens there.
 */
public final class ConformanceServer {

  private static final Schema NONE = Schema.parse("{\"type\":\"object\",\"properties\":{}}");

  private final Vertx vertx = Vertx.vertx();
  private final FixturePrompts prompts = new FixturePrompts();
  private final AgentRuntime runtime;
  private final HttpFront front;

  private ConformanceServer(int port) {
    Catalog catalog = new TaskTools(vertx).addTo(AskingTools.addTo(new ContentTools(vertx).addTo(Catalog.empty())))
        .with(Tool.async("test_trigger_tool_change", "Adds a tool", NONE, call -> grow()))
        .with(Tool.async("test_trigger_prompt_change", "Adds a prompt", NONE, call -> {
          prompts.grow();
          return Future.succeededFuture(ToolResult.text("added"));
        }));
    runtime = RuntimeBuilder.on(vertx).catalog(catalog).build();
    McpOffer offer = TaskTools.addTo(McpOffer.ofDefaults()).withPrompts(prompts).withResources(new FixtureResources());
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    front = HttpFront.of(runtime, HttpOptions.ofDefaults().withPort(port), meters)
        .with(McpEndpoint.of(runtime, options(), offer, meters));
    await(front.start());
  }

  /** Streams soon and sends clients away early, so that the suite sees both; tasks soon, for the same reason. */
  private static McpOptions options() {
    McpOptions defaults = McpOptions.ofDefaults();
    McpOptions.Streams streams = defaults.streams();
    McpOptions.Tasks tasks = defaults.tasks();
    return defaults
        .withStreams(new McpOptions.Streams(
            streams.keepAlive(), Duration.ofMillis(300), streams.maxBytes(), Duration.ofMillis(800), streams.mostSubscriptions()))
        .withTasks(new McpOptions.Tasks(
            Duration.ofSeconds(1), tasks.ttl(), Duration.ofMillis(200), tasks.most(), tasks.stateTtl(), tasks.stateSecret()));
  }

  private Future<ToolResult> grow() {
    runtime.update(catalog -> catalog.with(
        ContentTools.says("test_added_" + catalog.version(), "Came later", Blocks.text("I came later."))));
    return Future.succeededFuture(ToolResult.text("added"));
  }

  public static void main(String[] arguments) throws IOException {
    ConformanceServer server = new ConformanceServer(arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]));
    System.out.println(server.front.port());
    while (System.in.read() >= 0) {
      // Waits for the end of the input.
    }
    await(server.front.close(Duration.ofSeconds(1)));
    await(server.runtime.close(Duration.ofSeconds(1)));
    await(server.vertx.close());
  }
}
