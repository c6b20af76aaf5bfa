package io.roundhouse.protocols.mcp.client;

import static io.roundhouse.runtime.testing.Await.await;
import static io.roundhouse.runtime.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundhouse.protocols.House;
import io.roundhouse.protocols.WatchedVertx;
import io.roundhouse.runtime.Cancellation;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.runtime.testing.ManualClock;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Our client and revision 2026-07-28, as far as the public suite does not look. */
class McpModernIT {

  private final Vertx vertx = WatchedVertx.create();
  private final ModernServer server = new ModernServer(vertx);
  private final ManualClock clock = new ManualClock();
  private McpConnection connection;

  @AfterEach
  void close() {
    if (connection != null) {
      await(connection.close());
    }
    await(vertx.close());
  }

  private void connect(McpServer wanted) {
    connection = await(McpConnection.open(vertx, wanted, new SimpleMeterRegistry(), clock,
        (time, action) -> vertx.setTimer(time.toMillis(), due -> action.run())));
  }

  private void connect() {
    connect(McpServer.of("far", McpTransport.Http.of(server.url())));
  }

  @Test
  void needsNoHandshake() {
    connect();

    assertThat(connection.revision()).contains("2026-07-28");
    assertThat(call("far.echo")).isEqualTo(ToolResult.text("hi"));
    assertThat(server.received).extracting(message -> message.path("method").asText()).doesNotContain("initialize");
  }

  @Test
  void passesProgressAndNotesOnToTheCaller() {
    connect();
    Heard caller = Heard.answering(new InputAnswer.Declined());

    ToolResult result = await(Caller.start(connection, "far.talk", House.json("{}"), caller));

    assertThat(result).isEqualTo(ToolResult.text("done"));
    assertThat(caller.said).containsExactly("progress 1.0 of 2.0: half", "WARNING far \"hm\"");
  }

  @Test
  void asksTheCallerAndGoesOnWithTheAnswer() {
    connect();
    Heard caller = Heard.answering(new InputAnswer.Accepted(House.json("{\"name\":\"Ann\"}")));

    ToolResult result = await(Caller.start(connection, "far.ask", House.json("{}"), caller));

    assertThat(((ToolResult.Success) result).text()).isEqualTo("{'action':'accept','content':{'name':'Ann','age':30}}sealed");
    assertThat(caller.asked).singleElement().extracting(InputRequest::message).isEqualTo("Server 'far' asks: Who are you?");
    assertThat(server.calls()).extracting(message -> message.get("id")).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void tellsTheServerThatTheCallerSaysNoOrIsNotThere() {
    connect();

    Heard caller = Heard.answering(new InputAnswer.Declined());
    assertThat(((ToolResult.Success) await(Caller.start(connection, "far.ask", House.json("{}"), caller))).text())
        .isEqualTo("{'action':'decline'}sealed");
    assertThat(((ToolResult.Success) call("far.ask")).text()).isEqualTo("{'action':'cancel'}sealed");
  }

  @Test
  void doesNotSendAnAnswerThatDoesNotFit() {
    connect();
    Heard caller = Heard.answering(new InputAnswer.Accepted(House.json("{\"name\":7}")));

    assertThat(((ToolResult.Success) await(Caller.start(connection, "far.ask", House.json("{}"), caller))).text())
        .isEqualTo("{'action':'cancel'}sealed");
  }

  @Test
  void offersOnlyWhatThePolicyAnswers() {
    connect(McpServer.of("far", McpTransport.Http.of(server.url())).withInputs(InputPolicy.refuseAll()));

    ToolResult.Failure failure = (ToolResult.Failure) call("far.sample");

    assertThat(failure.failureClass()).isEqualTo(FailureClass.DENIED);
    JsonNode capabilities = server.received.getFirst().at("/params/_meta").path("io.modelcontextprotocol/clientCapabilities");
    assertThat(capabilities).as("calls may become tasks, nothing else")
        .isEqualTo(House.json("{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}"));
  }

  @Test
  void waitsForThePersonLongerThanForTheServer() {
    connect(McpServer.of("far", McpTransport.Http.of(server.url())).withCallTimeout(Duration.ofMillis(300)));
    Promise<InputAnswer> thinking = Promise.promise();
    Heard caller = new Heard(request -> thinking.future());

    Future<ToolResult> call = Caller.start(connection, "far.ask", House.json("{}"), caller);
    vertx.setTimer(1_000, due -> thinking.complete(new InputAnswer.Declined()));

    assertThat(((ToolResult.Success) await(call)).text()).isEqualTo("{'action':'decline'}sealed");
  }

  @Test
  void closesTheStreamOfACancelledCall() throws Exception {
    connect(McpServer.of("far", McpTransport.Http.of(server.url())).withCallTimeout(Duration.ofSeconds(10)));
    Cancellation cancellation = new Cancellation();
    Future<ToolResult> call = Caller.start(connection, "far.hold", cancellation);
    until(() -> server.calls().size() == 1);

    cancellation.cancel("enough");

    assertThat(((ToolResult.Failure) await(call)).failureClass()).isEqualTo(FailureClass.DENIED);
    assertThat(server.closed.poll(20, TimeUnit.SECONDS)).isEqualTo("hold");
    assertThat(server.received).extracting(message -> message.path("method").asText()).doesNotContain("notifications/cancelled");
  }

  @Test
  void hearsOfChangedToolsOnAStreamOfItsOwn() throws Exception {
    connect();
    server.tools += "," + ModernServer.tool("fresh");

    ModernServer.event(server.listening.poll(20, TimeUnit.SECONDS),
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\",\"params\":{}}");
    until(() -> has("far.fresh"));

    assertThat(server.listening).isEmpty();
  }

  @Test
  void listensAgainAfterTheStreamWasCutAndSeesWhatItMissed() throws Exception {
    connect();
    server.tools += "," + ModernServer.tool("missed");

    server.listening.poll(20, TimeUnit.SECONDS).reset();

    assertThat(server.listening.poll(20, TimeUnit.SECONDS)).isNotNull();
    until(() -> has("far.missed"));
    assertThat(connection.isConnected()).isTrue();
  }

  @Test
  void keepsAListForAsLongAsTheServerSays() {
    server.ttl = 60_000;
    connect();
    server.tools += "," + ModernServer.tool("fresh");

    clock.advance(Duration.ofSeconds(59));
    call("far.echo");
    assertThat(server.lists).hasValue(1);

    clock.advance(Duration.ofSeconds(2));
    call("far.echo");
    until(() -> has("far.fresh"));
    assertThat(server.lists).hasValue(2);
  }

  @Test
  void listsAgainWhenTheServerWantsOtherHeaders() {
    connect();
    server.strict = true;
    server.tools = ModernServer.tool("echo", "\"text\":{\"type\":\"string\",\"x-mcp-header\":\"Region\"}");

    assertThat(call("far.echo")).isEqualTo(ToolResult.text("hi"));
    assertThat(server.requests.getLast().getHeader("Mcp-Param-Region")).isEqualTo("hi");
  }

  @Test
  void doesNotGreetAServerThatMustBeModern() {
    McpServer old = McpServer.of("old", McpTransport.Http.of(new ScriptedServer(vertx).url())).withEra(Era.MODERN)
        .withConnectTimeout(Duration.ofSeconds(2));

    assertThat(failure(McpConnection.open(vertx, old, new SimpleMeterRegistry()))).isInstanceOf(McpServerException.class);
  }

  @Test
  void remembersThatAServerWantsAHandshake() {
    ScriptedServer old = new ScriptedServer(vertx);
    connect(McpServer.of("far", McpTransport.Http.of(old.url())));
    assertThat(connection.revision()).contains("2025-06-18");

    call("far.expired");
    until(() -> old.sessions() == 2 && connection.isConnected());

    assertThat(old.received.stream().filter(message -> message.path("method").asText().equals("server/discover"))).hasSize(1);
  }

  private boolean has(String tool) {
    return connection.tools().stream().map(Tool::name).anyMatch(tool::equals);
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
