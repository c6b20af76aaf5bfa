package io.roundhouse.benchmarks.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundhouse.protocols.access.Access;
import io.roundhouse.protocols.access.AccessGate;
import io.roundhouse.protocols.access.AccessOptions;
import io.roundhouse.protocols.access.ApiKey;
import io.roundhouse.protocols.access.ClientLimits;
import io.roundhouse.protocols.http.HttpFront;
import io.roundhouse.protocols.http.HttpOptions;
import io.roundhouse.protocols.mcp.McpEndpoint;
import io.roundhouse.protocols.mcp.McpOffer;
import io.roundhouse.protocols.mcp.McpOptions;
import io.roundhouse.protocols.mcp.RuledTools;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolCall;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.runtime.engine.RuntimeBuilder;
import io.roundhouse.toolgraph.Effect;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The product's front and MCP endpoint, in both eras, with everything on that a server has on: schema validation, metrics, limits.
 * Prints its port and runs until it is ended. With a second argument it asks who comes: it takes that API key as a bearer.
 *
 * <p>Tools: {@code echo} (pure), {@code pause} (two seconds), {@code load} (what this process uses).
 */
public final class EchoServer {

  private static final Schema TEXT = Schema.parse("""
      {"type":"object","properties":{"text":{"type":"string"}},"required":["text"],"additionalProperties":false}""");

  private final Vertx vertx = Vertx.vertx();

  private EchoServer() {}

  /** Starts; the arguments are the port, or nothing for a free one, and an API key, or nothing to ask nobody. */
  public static void main(String[] arguments) throws Exception {
    AccessOptions who = arguments.length < 2 ? AccessOptions.off() : AccessOptions.ofKeys(ApiKey.of("bench", arguments[1], "*"));
    new EchoServer().start(arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]), who);
  }

  private void start(int port, AccessOptions who) throws Exception {
    Catalog catalog = Catalog.empty()
        .with(Tool.async("echo", "Answers with what it is given", TEXT, call -> Future.succeededFuture(ToolResult.of(call.arguments())))
            .withOutput(TEXT).withEffect(Effect.PURE))
        .with(Tool.async("pause", "Takes two seconds", Schema.anyObject(), this::pause).withEffect(Effect.PURE))
        .with(Tool.blocking("load", "What this process uses", Schema.anyObject(), call -> load()).withEffect(Effect.PURE));
    AgentRuntime runtime = RuntimeBuilder.on(vertx).catalog(catalog).maxRuns(100_000).build();
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    Access access = Access.of(who, vertx);
    McpOffer offer = who.on()
        ? McpOffer.ofDefaults().withVisibility(RuledTools.of(access.rules(), runtime::catalog))
        : McpOffer.ofDefaults();
    HttpFront front = HttpFront.of(runtime, HttpOptions.ofDefaults().withPort(port), meters)
        .withGate(AccessGate.of(access, ClientLimits.ofDefaults(), null))
        .with(McpEndpoint.of(runtime, McpOptions.ofDefaults(), offer, meters));
    front.start().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    System.out.println(front.port());
  }

  private Future<ToolResult> pause(ToolCall call) {
    Promise<ToolResult> answer = Promise.promise();
    vertx.setTimer(Duration.ofSeconds(2).toMillis(), due -> answer.complete(ToolResult.text("done")));
    return answer.future();
  }

  private static ToolResult load() {
    System.gc();
    ObjectNode load = JsonNodeFactory.instance.objectNode()
        .put("threads", ManagementFactory.getThreadMXBean().getPeakThreadCount())
        .put("heapMegabytes", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20);
    return ToolResult.of(load);
  }
}
