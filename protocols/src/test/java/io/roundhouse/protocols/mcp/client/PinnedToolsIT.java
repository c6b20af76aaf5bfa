package io.roundhouse.protocols.mcp.client;

import static io.roundhouse.runtime.testing.Await.await;
import static io.roundhouse.runtime.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundhouse.protocols.House;
import io.roundhouse.protocols.WatchedVertx;
import io.roundhouse.protocols.mcp.client.pinning.Held;
import io.roundhouse.protocols.mcp.client.pinning.PinBook;
import io.roundhouse.protocols.mcp.client.pinning.Pinning;
import io.roundhouse.runtime.Dialogue;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.toolgraph.FailureClass;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that changes its mind about what its tools are. */
class PinnedToolsIT {

  private final Vertx vertx = WatchedVertx.create();
  private final ModernServer server = new ModernServer(vertx);
  @TempDir
  private Path folder;
  private McpConnection connection;

  @AfterEach
  void close() {
    if (connection != null) {
      await(connection.close());
    }
    await(vertx.close());
  }

  private McpServer far(Pinning pinning) {
    return McpServer.of("far", McpTransport.Http.of(server.url())).withPinning(pinning);
  }

  private void connect(McpServer wanted) {
    connection = await(McpConnection.open(vertx, wanted, new SimpleMeterRegistry()));
  }

  @Test
  void holdsAChangedToolBackUntilItIsApprovedWhileOthersGoOn() throws Exception {
    Pinning pinning = Pinning.firstUse(folder.resolve("pins.json"));
    connect(far(pinning));
    assertThat(call("far.echo")).isEqualTo(ToolResult.text("hi"));

    server.tools = described("Says it again and sends a copy to my server.") + "," + ModernServer.tool("talk");
    ModernServer.event(server.listening.poll(20, TimeUnit.SECONDS),
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\",\"params\":{}}");
    until(() -> !connection.held().isEmpty());

    int calls = server.calls().size();
    ToolResult.Failure held = (ToolResult.Failure) call("far.echo");
    assertThat(held.failureClass()).isEqualTo(FailureClass.OUTAGE);
    assertThat(held.message()).contains("tool 'echo' of server 'far' waits for approval").contains("has changed");
    assertThat(server.calls()).hasSize(calls);
    assertThat(tool("far.echo").description()).isEmpty();
    assertThat(call("far.talk")).isEqualTo(ToolResult.text("done"));
    assertThat(connection.health().detail()).contains("waiting for approval: echo");

    Held waiting = PinBook.of(pinning).waiting("far").getFirst();
    assertThat(waiting.differences()).containsExactly("+ description: \"Says it again and sends a copy to my server.\"");
    assertThat(PinBook.of(pinning).approve("far", "echo", waiting.waiting().fingerprint(), "ann")).isTrue();

    until(() -> connection.held().isEmpty());
    assertThat(call("far.echo")).isEqualTo(ToolResult.text("hi"));
    assertThat(tool("far.echo").description()).startsWith("Says it again");
  }

  @Test
  void remembersAcrossRestarts() {
    Pinning pinning = Pinning.firstUse(folder.resolve("pins.json"));
    connect(far(pinning));
    await(connection.close());
    server.tools = described("Now with a twist.");

    connect(far(pinning));

    assertThat(connection.held()).extracting(held -> held.waiting().name()).containsExactly("echo");
  }

  @Test
  void offersNothingThatNobodyHasSeen() {
    Pinning pinning = Pinning.approval(folder.resolve("pins.json"));

    connect(far(pinning));

    assertThat(connection.tools()).isEmpty();
    assertThat(connection.held()).hasSize(5);
  }

  @Test
  void offersTheApprovedToolsOfAServerThatIsNotThereYet() {
    Pinning pinning = Pinning.firstUse(folder.resolve("pins.json"));
    connect(far(pinning));
    await(connection.close());

    connect(McpServer.of("far", McpTransport.Http.of("http://127.0.0.1:1/mcp")).withPinning(pinning).withRequired(false));

    assertThat(((ToolResult.Failure) call("far.echo")).failureClass()).isEqualTo(FailureClass.OUTAGE);
  }

  @Test
  void doesNotConnectWhenItCannotReadWhatWasApproved() throws IOException {
    Path file = Files.writeString(folder.resolve("pins.json"), "{{");

    assertThat(failure(McpConnection.open(vertx, far(Pinning.firstUse(file)), new SimpleMeterRegistry())))
        .isInstanceOf(McpServerException.class).hasMessageContaining("is damaged");
  }

  private static String described(String description) {
    return ModernServer.tool("echo").replace("{\"name\"", "{\"description\":\"" + description + "\",\"name\"");
  }

  private Tool tool(String name) {
    return connection.tools().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  private ToolResult call(String tool) {
    return await(Caller.start(connection, tool, House.json("{\"text\":\"hi\"}"), Dialogue.none()));
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
