package io.roundhouse.protocols.mcp.client.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundhouse.protocols.mcp.client.McpConnection;
import io.roundhouse.protocols.mcp.client.McpServer;
import io.roundhouse.protocols.mcp.client.McpTransport;
import io.roundhouse.runtime.Caller;
import io.roundhouse.runtime.Cancellation;
import io.roundhouse.runtime.RunId;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolBody;
import io.roundhouse.runtime.ToolCall;
import io.roundhouse.runtime.ToolResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Does with the product's client what a scenario of the suite asks for. Argument: the server's address; the scenario and its data are in
 * the environment, as the suite puts them there.
 */
public final class ConformanceClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final McpConnection connection;

  private ConformanceClient(McpConnection connection) {
    this.connection = connection;
  }

  public static void main(String[] arguments) throws Exception {
    String scenario = System.getenv("MCP_CONFORMANCE_SCENARIO");
    JsonNode context = JSON.readTree(Optional.ofNullable(System.getenv("MCP_CONFORMANCE_CONTEXT")).orElse("{}"));
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setBlockedThreadCheckInterval(60_000));
    McpTransport.Http transport = new McpTransport.Http(URI.create(arguments[0]), Map.of());
    McpServer server = McpServer.of("suite", scenario.startsWith("auth/")
            ? transport.withAuthorization(Authorizations.of(scenario, context, vertx))
            : transport)
        .withPrefix("")
        .withConnectTimeout(PATIENCE);
    int code = 1;
    try {
      McpConnection connection = wait(McpConnection.open(vertx, server, new SimpleMeterRegistry()));
      List<ToolResult> results = new ConformanceClient(connection).play(scenario, context);
      results.forEach(result -> System.out.println(scenario + ": " + result));
      code = results.stream().allMatch(ToolResult.Success.class::isInstance) ? 0 : 1;
      wait(connection.close());
    } catch (ExecutionException e) {
      System.out.println(scenario + ": " + e.getCause().getMessage());
    }
    System.exit(code);
  }

  private List<ToolResult> play(String scenario, JsonNode context) throws Exception {
    return switch (scenario) {
      case "initialize", "request-metadata", "json-schema-ref-no-deref" -> List.of();
      case "tools_call" -> List.of(call("add_numbers", object().put("a", 2).put("b", 3)));
      case "http-custom-headers" -> {
        List<ToolResult> results = new ArrayList<>();
        for (JsonNode wanted : context.path("toolCalls")) {
          results.add(call(wanted.path("name").asText(), wanted.path("arguments")));
        }
        yield results;
      }
      case "http-invalid-tool-headers" -> everything(object().put("region", "eu").put("value", "v"));
      case "sep-2322-client-request-state" -> {
        Future<ToolResult> asking = start("test_mrtr_echo_state", object());
        Future<ToolResult> unrelated = start("test_mrtr_unrelated", object());
        yield List.of(wait(asking), wait(unrelated), call("test_mrtr_no_state", object()), call("test_mrtr_no_result_type", object()));
      }
      case "json-schema-2020-12-preservation" -> {
        ObjectNode arguments = object();
        arguments.set("schema", tool("json_schema_2020_12_tool").input().document());
        yield List.of(call("json_schema_echo", arguments));
      }
      default -> everything(object());
    };
  }

  private List<ToolResult> everything(ObjectNode arguments) throws Exception {
    List<ToolResult> results = new ArrayList<>();
    for (Tool tool : connection.tools()) {
      results.add(call(tool.name(), arguments));
    }
    return results;
  }

  private ToolResult call(String name, JsonNode arguments) throws Exception {
    return wait(start(name, arguments));
  }

  private Future<ToolResult> start(String name, JsonNode arguments) {
    ToolCall call = new ToolCall(RunId.random(), name + "#1", "key", arguments, PATIENCE, new Cancellation(),
        new Agreeable(), Caller.LOCAL);
    return ((ToolBody.Async) tool(name).body()).call().call(call);
  }

  private Tool tool(String name) {
    return connection.tools().stream().filter(tool -> tool.name().equals(name)).findFirst().orElseThrow();
  }

  private static <T> T wait(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
