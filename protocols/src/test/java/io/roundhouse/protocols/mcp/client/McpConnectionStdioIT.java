package io.roundhouse.protocols.mcp.client;

import static io.roundhouse.runtime.testing.Await.await;
import static io.roundhouse.runtime.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundhouse.protocols.WatchedVertx;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.runtime.engine.RuntimeBuilder;
import io.roundhouse.runtime.testing.ManualClock;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Our client against a real server process, which is really killed. */
class McpConnectionStdioIT {

  private record Wait(Duration time, Runnable action) {}

  private final Vertx vertx = WatchedVertx.create();
  private final ManualClock clock = new ManualClock();
  private final BlockingQueue<Wait> waits = new LinkedBlockingQueue<>();
  private final McpServer ledger = McpServer.of("ledger", LedgerServer.command());
  private McpConnection connection;

  @AfterEach
  void close() {
    if (connection != null) {
      await(connection.close());
    }
    await(vertx.close());
  }

  private void connect(McpServer server) {
    connection = await(McpConnection.open(
        vertx, server, new SimpleMeterRegistry(), clock, (time, action) -> waits.add(new Wait(time, action))));
  }

  @Test
  void takesOverToolsWithPrefixAndEffects() {
    connect(ledger.withEffects(Map.of("outage", Effect.COMPENSATABLE)));

    assertThat(connection.tools()).extracting(Tool::name).containsExactly(
        "ledger.balance", "ledger.grow", "ledger.hang", "ledger.outage", "ledger.post", "ledger.refuse");
    assertThat(connection.tools()).extracting(Tool::effect).containsExactly(
        Effect.PURE, Effect.IRREVERSIBLE, Effect.IRREVERSIBLE, Effect.COMPENSATABLE, Effect.IDEMPOTENT, Effect.IRREVERSIBLE);
    assertThat(connection.pid()).isPresent();
    assertThat(connection.health().connected()).isTrue();
  }

  @Test
  void passesArgumentsAndIdempotencyKeyOn() {
    connect(ledger);

    ToolResult result = call("ledger.post");

    JsonNode output = ((ToolResult.Success) result).output();
    assertThat(output.at("/posted/text").asText()).isEqualTo("hi");
    assertThat(output.path("key").asText()).isEqualTo("key-1");
    assertThat(((ToolResult.Success) call("ledger.balance")).text()).isEqualTo("42");
  }

  @Test
  void readsTheKindOfFailureTheServerNames() {
    connect(ledger);

    assertThat(call("ledger.refuse")).isEqualTo(ToolResult.failure(FailureClass.BAD_INPUT, "the account is closed"));
    assertThat(call("ledger.outage")).isEqualTo(ToolResult.failure(FailureClass.OUTAGE, "the bank is closed"));
  }

  @Test
  void failsACallInFlightAtOnceWhenTheProcessDiesAndComesBack() throws Exception {
    connect(ledger);
    long first = connection.pid().orElseThrow();
    Future<ToolResult> inFlight = start("ledger.hang");
    call("ledger.balance");

    long killed = System.nanoTime();
    ProcessHandle.of(first).orElseThrow().destroyForcibly();
    ToolResult.Failure failure = (ToolResult.Failure) await(inFlight);
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killed);

    assertThat(failure.failureClass()).isEqualTo(FailureClass.OUTAGE);
    assertThat(failure.maybePerformed()).isTrue();
    assertThat(took).isLessThan(2_000);
    Wait wait = waits.poll(20, TimeUnit.SECONDS);
    assertThat(wait.time()).isEqualTo(Duration.ofMillis(500));
    assertThat(connection.retryAt()).contains(Instant.parse("2026-01-01T00:00:00.500Z"));
    assertThat(((ToolResult.Failure) call("ledger.balance")).message())
        .isEqualTo("server 'ledger' is not connected; the next attempt to connect is at 2026-01-01T00:00:00.500Z");

    clock.advance(wait.time());
    wait.action().run();
    awaitConnected();

    assertThat(connection.pid().orElseThrow()).isNotEqualTo(first);
    assertThat(((ToolResult.Success) call("ledger.balance")).text()).isEqualTo("42");
  }

  @Test
  void waitsTwiceAsLongAfterEveryFailedAttempt() throws Exception {
    connect(ledger.withBackoff(new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(3))));

    for (int seconds : new int[] {1, 2, 3, 3}) {
      awaitConnected();
      ProcessHandle.of(connection.pid().orElseThrow()).orElseThrow().destroyForcibly();
      Wait wait = waits.poll(20, TimeUnit.SECONDS);
      assertThat(wait.time()).isEqualTo(Duration.ofSeconds(seconds));
      wait.action().run();
    }
  }

  @Test
  void bringsNewToolsIntoTheCatalog() {
    AgentRuntime runtime = RuntimeBuilder.on(vertx).build();
    connect(ledger);
    connection.join(runtime);
    assertThat(runtime.catalog().tool("ledger.post")).isPresent();

    Promise<Void> grown = Promise.promise();
    vertx.setPeriodic(10, check -> {
      if (runtime.catalog().tool("ledger.grown").isPresent()) {
        grown.tryComplete();
      }
    });
    call("ledger.grow");

    await(grown.future());
  }

  @Test
  void givesUpACallAfterItsTimeAndTellsSo() {
    connect(ledger.withCallTimeout(Duration.ofMillis(100)));

    ToolResult.Failure failure = (ToolResult.Failure) call("ledger.hang");

    assertThat(failure.failureClass()).isEqualTo(FailureClass.TIMEOUT);
    assertThat(failure.message()).isEqualTo("server 'ledger' gave no answer within 100 ms");
  }

  @Test
  void saysWhatIsWrongWhenTheFirstConnectionFails() {
    McpServer missing = McpServer.of("ghost", McpTransport.Stdio.of("/no/such/command"));
    McpServer silent = McpServer.of("mute", McpTransport.Stdio.of("sleep", "30")).withConnectTimeout(Duration.ofMillis(200));
    McpServer gone = McpServer.of("gone", McpTransport.Stdio.of("false"));

    assertThat(failure(McpConnection.open(vertx, missing, new SimpleMeterRegistry()))).hasMessage(
        "cannot connect to MCP server 'ghost': its command '/no/such/command' cannot be started; check the path and the directory");
    assertThat(failure(McpConnection.open(vertx, silent, new SimpleMeterRegistry())))
        .isInstanceOf(McpServerException.class).hasMessageContaining("200 ms");
    assertThat(failure(McpConnection.open(vertx, gone, new SimpleMeterRegistry())))
        .isInstanceOf(McpServerException.class).hasMessageStartingWith("cannot connect to MCP server 'gone': its process");
  }

  @Test
  void endsTheProcessWhenClosed() {
    connect(ledger);
    ProcessHandle process = ProcessHandle.of(connection.pid().orElseThrow()).orElseThrow();

    await(connection.close());

    assertThat(process.isAlive()).isFalse();
    assertThat(((ToolResult.Failure) call("ledger.balance")).failureClass()).isEqualTo(FailureClass.OUTAGE);
  }

  private ToolResult call(String tool) {
    return await(start(tool));
  }

  private Future<ToolResult> start(String name) {
    return Caller.start(connection, name);
  }

  private void awaitConnected() {
    Promise<Void> connected = Promise.promise();
    long timer = vertx.setPeriodic(10, check -> {
      if (connection.isConnected()) {
        connected.tryComplete();
      }
    });
    await(connected.future());
    vertx.cancelTimer(timer);
  }
}
