package io.roundhouse.protocols.mcp.client;

import static io.roundhouse.runtime.testing.Await.await;
import static io.roundhouse.runtime.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundhouse.protocols.FixtureTools;
import io.roundhouse.protocols.House;
import io.roundhouse.protocols.WatchedVertx;
import io.roundhouse.runtime.Cancellation;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.runtime.testing.ManualClock;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our client over Streamable HTTP, against our own endpoint and against a server that misbehaves. */
class McpConnectionHttpIT {

  private final Vertx vertx = WatchedVertx.create();
  private final BlockingQueue<Runnable> waits = new LinkedBlockingQueue<>();
  private McpConnection connection;

  @AfterEach
  void close() {
    if (connection != null) {
      await(connection.close());
    }
    await(vertx.close());
  }

  private void connect(String url) {
    McpServer server = McpServer.of("far", McpTransport.Http.of(url)).withCallTimeout(Duration.ofSeconds(10));
    connection = await(McpConnection.open(
        vertx, server, new SimpleMeterRegistry(), new ManualClock(), (time, action) -> waits.add(action)));
  }

  @Test
  void usesToolsAndAgentsOfAnotherHouse() {
    try (House house = House.open()) {
      connect(house.url("/mcp"));

      assertThat(connection.tools()).extracting(Tool::name).contains("far.echo", "far.greeter");
      assertThat(connection.tools()).anyMatch(tool -> tool.name().equals("far.echo") && tool.effect() == Effect.PURE);
      assertThat(((ToolResult.Success) call("far.echo")).output()).isEqualTo(House.text("hi"));
      assertThat(((ToolResult.Success) call("far.greeter")).text()).isEqualTo("Hello, hi!");
      assertThat(call("far.refuse")).isEqualTo(ToolResult.failure(FailureClass.BAD_INPUT, "the invoice number is missing"));
      assertThat(((ToolResult.Failure) call("far.broken")).failureClass()).isEqualTo(FailureClass.OUTAGE);
      await(connection.close());
    }
  }

  @Test
  void hearsOfNewTools() {
    try (House house = House.open()) {
      connect(house.url("/mcp"));

      house.runtime.update(catalog -> catalog.with(FixtureTools.echo("parrot")));

      until(() -> connection.tools().stream().anyMatch(tool -> tool.name().equals("far.parrot")));
      await(connection.close());
    }
  }

  @Test
  void tellsTheServerThatACallWasCancelled() {
    try (House house = House.open()) {
      connect(house.url("/mcp"));
      Cancellation cancellation = new Cancellation();
      Future<ToolResult> call = Caller.start(connection, "far.hold", cancellation);
      FixtureTools.Held held = house.tools.nextHeld();

      cancellation.cancel("enough");

      assertThat(((ToolResult.Failure) await(call)).failureClass()).isEqualTo(FailureClass.DENIED);
      await(held.cancelled().future());
      await(connection.close());
    }
  }

  @Test
  void comesBackWhenTheServerDoes() throws Exception {
    int port;
    try (House house = House.open()) {
      connect(house.url("/mcp"));
      port = house.front.port();
    }

    until(() -> !connection.isConnected() || ((ToolResult.Failure) call("far.echo")).failureClass() == FailureClass.OUTAGE);
    Runnable attempt = waits.poll(20, TimeUnit.SECONDS);
    assertThat(((ToolResult.Failure) call("far.echo")).message()).startsWith("server 'far' is not connected; the next attempt");
    attempt.run();
    attempt = waits.poll(20, TimeUnit.SECONDS);

    try (House house = House.at(port)) {
      assertThat(house.get("/health").statusCode()).isEqualTo(200);
      attempt.run();
      until(connection::isConnected);
      assertThat(((ToolResult.Success) call("far.echo")).output()).isEqualTo(House.text("hi"));
      await(connection.close());
    }
  }

  @Test
  void readsAnswersAsJsonAndAsEvents() {
    ScriptedServer server = new ScriptedServer(vertx);
    connect(server.url());

    assertThat(call("far.json")).isEqualTo(ToolResult.text("said"));
    assertThat(call("far.sse")).isEqualTo(ToolResult.text("said"));
  }

  @Test
  void repeatsACallInANewSessionWhenTheServerForgotTheOldOne() {
    ScriptedServer server = new ScriptedServer(vertx);
    connect(server.url());

    ToolResult result = call("far.expired");

    assertThat(result).isEqualTo(ToolResult.text("said"));
    assertThat(server.sessions()).isEqualTo(2);
    assertThat(waits).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
      "silent-sse, OUTAGE, true",
      "cut, OUTAGE, true",
      "unknown, OUTAGE, false",
      "denied, DENIED, false",
      "limited, RATE_LIMITED, false",
      "down, OUTAGE, false",
      "broken, TRANSIENT, true",
      "garbage, CONTRACT_VIOLATION, true",
      "refused, BAD_INPUT, false",
  })
  void namesTheKindOfEveryFailure(String tool, FailureClass expected, boolean maybePerformed) {
    connect(new ScriptedServer(vertx).url());

    ToolResult.Failure failure = (ToolResult.Failure) call("far." + tool);

    assertThat(failure.failureClass()).isEqualTo(expected);
    assertThat(failure.maybePerformed()).isEqualTo(maybePerformed);
    assertThat(failure.retryAfterMillis()).isEqualTo(tool.equals("limited") ? 7_000 : 0);
  }

  @Test
  void saysThatNobodyIsThere() {
    McpServer nobody = McpServer.of("nobody", McpTransport.Http.of("http://127.0.0.1:1/mcp"));

    assertThat(failure(McpConnection.open(vertx, nobody, new SimpleMeterRegistry())))
        .isInstanceOf(McpServerException.class)
        .hasMessage("cannot connect to MCP server 'nobody': it cannot be reached");
  }

  private ToolResult call(String tool) {
    return await(Caller.start(connection, tool));
  }

  private void until(BooleanSupplier condition) {
    Promise<Void> met = Promise.promise();
    long timer = vertx.setPeriodic(10, check -> vertx.executeBlocking(condition::getAsBoolean, false).onSuccess(is -> {
      if (is) {
        met.tryComplete();
      }
    }));
    await(met.future());
    vertx.cancelTimer(timer);
  }
}
