package io.roundhouse.protocols.mcp.client;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundhouse.protocols.House;
import io.roundhouse.protocols.WatchedVertx;
import io.roundhouse.runtime.Dialogue;
import io.roundhouse.runtime.InputAnswer;
import io.roundhouse.runtime.InputRequest;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.runtime.testing.Peers;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our client against servers that other people wrote. */
class ForeignServersIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Peers peers = Peers.require();
  private final Vertx vertx = WatchedVertx.create();
  private McpConnection connection;

  @AfterEach
  void close() {
    if (connection != null) {
      await(connection.close());
    }
    await(vertx.close());
  }

  private void connect(McpTransport transport) {
    connection = await(McpConnection.open(vertx, McpServer.of("peer", transport).withConnectTimeout(PATIENCE).withCallTimeout(PATIENCE)
        .withInputs(InputPolicy.ofDefaults()), new SimpleMeterRegistry()));
  }

  private List<String> everything(String transport) {
    return peers.node(peers.file("@modelcontextprotocol/server-everything/dist/index.js"), transport);
  }

  @Test
  void usesServerEverythingOverStdio() {
    connect(PeerProcess.stdio(peers, everything("stdio")));

    usesEverything();
  }

  @Test
  void usesServerEverythingOverHttp() {
    try (PeerProcess server = PeerProcess.start(everything("streamableHttp"), peers.folder(), "listening")) {
      connect(McpTransport.Http.of("http://127.0.0.1:" + server.port() + "/mcp"));

      usesEverything();
      await(connection.close());
    }
  }

  private void usesEverything() {
    assertThat(connection.revision()).contains("2025-11-25");
    assertThat(text("peer.echo", "{\"message\":\"hi\"}", Dialogue.none())).isEqualTo("Echo: hi");
    assertThat(text("peer.get-sum", "{\"a\":2,\"b\":3}", Dialogue.none())).contains("5");

    Heard waiting = Heard.answering(new InputAnswer.Declined());
    assertThat(text("peer.trigger-long-running-operation", "{\"duration\":0.2,\"steps\":2}", waiting)).contains("completed");
    assertThat(waiting.said).containsExactly("progress 1.0 of 2.0: null", "progress 2.0 of 2.0: null");

    Heard person = Heard.answering(new InputAnswer.Accepted(House.json("{\"name\":\"Ann\"}")));
    String told = call("peer.trigger-elicitation-request", "{}", person).toString();
    assertThat(told).contains("Ann").contains("dark and stormy");
    assertThat(person.asked).singleElement().isInstanceOf(InputRequest.Form.class);
    assertThat(call("peer.trigger-elicitation-request", "{}", Heard.answering(new InputAnswer.Declined())).toString()).contains("declined");

    Heard model = Heard.answering(new InputAnswer.Accepted(House.json(
        "{\"role\":\"assistant\",\"model\":\"m\",\"content\":{\"type\":\"text\",\"text\":\"four\"}}")));
    assertThat(call("peer.trigger-sampling-request", "{\"prompt\":\"2+2\"}", model).toString()).contains("four");
    assertThat(model.asked).singleElement().isInstanceOf(InputRequest.Sampling.class);
  }

  @Test
  void usesServerFilesystem(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.toRealPath().resolve("note.txt"), "Remember the milk.");
    connect(PeerProcess.stdio(peers, peers.node(
        peers.file("@modelcontextprotocol/server-filesystem/dist/index.js"), folder.toRealPath().toString())));

    assertThat(call("peer.read_text_file", "{\"path\":\"" + file + "\"}", Dialogue.none()).toString()).contains("Remember the milk.");
    assertThat(call("peer.read_text_file", "{\"path\":\"/etc/hostname\"}", Dialogue.none())).isInstanceOf(ToolResult.Failure.class);
  }

  @Test
  void usesAServerOfTheTypeScriptSdk2WithoutAHandshake() {
    try (PeerProcess server = PeerProcess.start(peers.node(PeerProcess.script("mcp-v2-server.mjs"), "http"), peers.folder())) {
      connect(McpTransport.Http.of("http://127.0.0.1:" + server.port() + "/mcp"));

      usesVersion2();

      await(vertx.createHttpClient().request(HttpMethod.GET, server.port(), "127.0.0.1", "/grow")
          .compose(request -> request.send()).compose(response -> response.body()));
      until(() -> connection.tools().stream().map(Tool::name).anyMatch("peer.late"::equals));
      await(connection.close());
    }
  }

  @Test
  void usesAServerOfTheTypeScriptSdk2OverStdio() {
    connect(PeerProcess.stdio(peers, peers.node(PeerProcess.script("mcp-v2-server.mjs"), "stdio")));

    usesVersion2();
  }

  private void usesVersion2() {
    assertThat(connection.revision()).contains("2026-07-28");
    assertThat(text("peer.greet", "{\"name\":\"Ann\"}", Dialogue.none())).isEqualTo("Hello, Ann!");
    Heard person = Heard.answering(new InputAnswer.Accepted(House.json("{\"sure\":true}")));
    assertThat(text("peer.deploy", "{\"place\":\"moon\"}", person)).isEqualTo("deployed to moon");
    assertThat(person.asked).singleElement().extracting(InputRequest::message).isEqualTo("Server 'peer' asks: Deploy to moon?");
  }

  private String text(String tool, String arguments, Dialogue dialogue) {
    return ((ToolResult.Success) call(tool, arguments, dialogue)).text();
  }

  private ToolResult call(String tool, String arguments, Dialogue dialogue) {
    JsonNode json = House.json(arguments);
    return await(Caller.start(connection, tool, json, dialogue));
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
