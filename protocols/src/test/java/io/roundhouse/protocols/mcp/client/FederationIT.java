package io.roundhouse.protocols.mcp.client;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundhouse.protocols.House;
import io.roundhouse.protocols.WatchedVertx;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.GraphTool;
import io.roundhouse.runtime.JournalEntry;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.StepBinding;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolBody;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.runtime.engine.RuntimeBuilder;
import io.roundhouse.runtime.testing.Peers;
import io.roundhouse.toolgraph.Cost;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many servers in one catalog: they do not disturb each other, neither when all is well nor when one is gone. */
class FederationIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Vertx vertx = WatchedVertx.create();
  private final AgentRuntime runtime = RuntimeBuilder.on(vertx).build();
  private final List<McpConnection> connections = new ArrayList<>();
  @TempDir
  private Path temporary;
  private Path folder;

  @BeforeEach
  void realFolder() throws IOException {
    folder = temporary.toRealPath();
  }

  @AfterEach
  void close() {
    await(Future.join(connections.stream().map(McpConnection::close).toList()).otherwiseEmpty());
    await(runtime.close(Duration.ofSeconds(5)));
    await(vertx.close());
  }

  private McpConnection join(McpServer server) {
    McpConnection connection = await(McpConnection.open(vertx, server.withConnectTimeout(PATIENCE), new SimpleMeterRegistry()));
    connections.add(connection);
    connection.join(runtime);
    return connection;
  }

  @Test
  void goesOnWithoutAServerThatWasKilledAndWithItWhenItIsBack() throws IOException {
    Peers peers = Peers.require();
    Path notes = Files.writeString(folder.resolve("notes.txt"), "from the file");
    McpConnection memory = join(McpServer.of("memory", memory(peers))
        .withBackoff(new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(4))));
    join(McpServer.of("files", PeerProcess.stdio(peers, peers.node(
        peers.file("@modelcontextprotocol/server-filesystem/dist/index.js"), folder.toString()))));
    runtime.update(catalog -> catalog.with(recall()));
    call("memory.create_entities", "{\"entities\":[{\"name\":\"Ann\",\"entityType\":\"person\",\"observations\":[\"from memory\"]}]}");
    assertThat(call("recall", "{\"path\":\"" + notes + "\"}").toString()).contains("from memory");

    ProcessHandle.of(memory.pid().orElseThrow()).orElseThrow().destroyForcibly();
    until(() -> !memory.isConnected());

    Run rerouted = await(runtime.start(RunRequest.tool("recall", House.json("{\"path\":\"" + notes + "\"}"))));
    assertThat(((RunResult.Completed) await(rerouted.result())).toString()).contains("from the file");
    assertThat(await(runtime.trace(rerouted.id()))).extracting(JournalEntry::event)
        .hasAtLeastOneElementOfType(RunEvent.Rerouted.class);
    assertThat(call("files.read_text_file", "{\"path\":\"" + notes + "\"}").toString()).contains("from the file");

    until(memory::isConnected);
    assertThat(call("memory.read_graph", "{}").toString()).contains("from memory");
  }

  private McpTransport memory(Peers peers) {
    List<String> command = peers.node(peers.file("@modelcontextprotocol/server-memory/dist/index.js"));
    return new McpTransport.Stdio(command.getFirst(), command.subList(1, command.size()),
        Map.of("MEMORY_FILE_PATH", folder.resolve("memory.json").toString()), folder);
  }

  /** Recalls from memory, or else from the file. */
  private static Tool recall() {
    ToolGraph graph = ToolGraph.builder("recall").inputs("path")
        .tool(ToolArc.of("memory").needs("path").yields("notes").withEffect(Effect.PURE).withCost(Cost.ofPrice(1)))
        .tool(ToolArc.of("file").needs("path").yields("notes").withEffect(Effect.PURE).withCost(Cost.ofPrice(5)))
        .goal("notes").build();
    Map<ToolId, StepBinding> steps = Map.of(
        ToolId.of("memory"), new StepBinding("memory.read_graph", Map.of(), Map.of("notes", "")),
        ToolId.of("file"), new StepBinding("files.read_text_file", Map.of("path", TextNode.valueOf("$path")), Map.of("notes", "")));
    return new Tool("recall", "Recalls", Schema.anyObject(), null, Effect.PURE, PATIENCE, new ToolBody.Graph(GraphTool.of(graph, steps)));
  }

  @Test
  void keepsTheFirstToolOfAName() {
    ModernServer one = new ModernServer(vertx);
    ModernServer other = new ModernServer(vertx);
    McpConnection first = join(McpServer.of("one", McpTransport.Http.of(one.url())).withPrefix(""));
    other.tools += "," + ModernServer.tool("extra");

    McpConnection second = join(McpServer.of("other", McpTransport.Http.of(other.url())).withPrefix(""));

    assertThat(runtime.catalog().tool("echo")).contains(tool(first, "echo"));
    assertThat(runtime.catalog().tool("extra")).contains(tool(second, "extra"));
    assertThat(second.health().detail()).contains("somebody else has the name: ask, echo");
    assertThat(first.health().detail()).isEqualTo("5 tools");
  }

  @Test
  void takesOverTheToolsThatAreWantedUnderTheNamesThatAreWanted() {
    ModernServer server = new ModernServer(vertx);
    server.tools = String.join(",", ModernServer.tool("read_file"), ModernServer.tool("read_all"), ModernServer.tool("delete_file"),
        ModernServer.tool("echo"));

    McpConnection connection = join(McpServer.of("far", McpTransport.Http.of(server.url())).withSelection(new ToolSelection(
        List.of("read_*", "echo", "delete_*"), List.of("*_all", "delete_file"), Map.of("echo", "say"))));

    assertThat(connection.tools()).extracting(Tool::name).containsExactly("far.read_file", "far.say");
    assertThat(call("far.say", "{\"text\":\"hi\"}").toString()).contains("hi");
    assertThat(server.calls().getLast().at("/params/name").asText()).isEqualTo("echo");
  }

  @Test
  void givesAServerOnlySoManyCallsAtATime() {
    ModernServer server = new ModernServer(vertx);
    McpConnection connection = join(McpServer.of("far", McpTransport.Http.of(server.url())).withLimits(new CallLimits(2, 1))
        .withCallTimeout(Duration.ofSeconds(2)));
    List<Future<ToolResult>> calls = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      calls.add(Caller.start(connection, "far.hold"));
    }
    until(() -> server.calls().size() == 2);

    ToolResult.Failure fourth = (ToolResult.Failure) await(Caller.start(connection, "far.echo"));

    assertThat(fourth.failureClass()).isEqualTo(FailureClass.RATE_LIMITED);
    await(Future.join(calls));
    assertThat(server.calls()).hasSize(3);
    assertThat(await(Caller.start(connection, "far.echo"))).isEqualTo(ToolResult.text("hi"));
  }

  @Test
  void startsWithoutAServerThatIsNotRequiredAndTakesItInLater() {
    McpServer absent = McpServer.of("absent", McpTransport.Http.of("http://127.0.0.1:1/mcp")).withRequired(false);

    McpConnection connection = join(absent);
    join(McpServer.of("far", McpTransport.Http.of(new ModernServer(vertx).url())));

    assertThat(connection.isConnected()).isFalse();
    assertThat(connection.retryAt()).isPresent();
    assertThat(call("far.echo", "{\"text\":\"hi\"}").toString()).contains("hi");
  }

  private static Tool tool(McpConnection connection, String name) {
    return connection.tools().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  private RunResult call(String tool, String arguments) {
    RunResult result = await(await(runtime.start(RunRequest.tool(tool, House.json(arguments)))).result());
    assertThat(result).isInstanceOf(RunResult.Completed.class);
    return result;
  }

  private void until(BooleanSupplier condition) {
    Promise<Void> met = Promise.promise();
    long timer = vertx.setPeriodic(20, check -> vertx.executeBlocking(condition::getAsBoolean, false).onSuccess(is -> {
      if (is) {
        met.tryComplete();
      }
    }));
    await(met.future());
    vertx.cancelTimer(timer);
  }
}
