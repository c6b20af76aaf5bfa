package io.roundhouse.protocols.mcp.client;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.roundhouse.protocols.FixtureTools;
import io.roundhouse.protocols.House;
import io.roundhouse.protocols.http.Principal;
import io.roundhouse.protocols.http.RpcFault;
import io.roundhouse.protocols.mcp.McpOptions;
import io.roundhouse.protocols.mcp.PromptSource;
import io.roundhouse.protocols.mcp.ResourceSource;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.Cancellation;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.runtime.testing.Peers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What servers behind us offer besides tools, and calls of theirs that are tasks; one server per era, both real. */
class FederatedOfferIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Principal ADA = Principal.authenticated("ada", Set.of());

  private House behind;
  private McpConnection connection;
  private FederatedOffer offer;

  @BeforeEach
  void open() {
    McpOptions options = McpOptions.ofDefaults();
    McpOptions.Tasks tasks = options.tasks();
    behind = House.with(options.withTasks(new McpOptions.Tasks(
        Duration.ofMillis(50), tasks.ttl(), Duration.ofMillis(50), tasks.most(), tasks.stateTtl(), null)));
    behind.runtime.update(catalog -> catalog.with(new Agent(
        "poet", "Writes poems", List.of(), new AgentBody.Prompted("You are a poet.", List.of(), null, 3))));
  }

  @AfterEach
  void close() {
    if (connection != null) { // null where the peers are not installed
      await(connection.close());
    }
    behind.close();
  }

  private void connect(McpTransport transport, UnaryOperator<McpServer> more) {
    McpServer server = more.apply(McpServer.of("far", transport).withConnectTimeout(PATIENCE).withCallTimeout(Duration.ofSeconds(10)));
    connection = await(McpConnection.open(behind.vertx, server, new SimpleMeterRegistry()));
    offer = connection.offer((caller, name) -> caller.equals(ADA));
    until(() -> !connection.stock().prompts().isEmpty());
  }

  private void connectModern() {
    connect(McpTransport.Http.of(behind.url("/mcp")), UnaryOperator.identity());
    assertThat(connection.revision()).contains("2026-07-28");
  }

  private void connectLegacy(UnaryOperator<McpServer> more) {
    Peers peers = Peers.require();
    connect(PeerProcess.stdio(peers, peers.node(
        peers.file("@modelcontextprotocol/server-everything/dist/index.js"), "stdio")), more);
    assertThat(connection.revision()).contains("2025-11-25");
  }

  @Test
  void readsListsAndCompletesWhatALegacyServerOffers() {
    connectLegacy(UnaryOperator.identity());

    ObjectNode listed = await(offer.resources(ADA)).getFirst();
    String uri = listed.path("uri").asText();
    JsonNode read = await(offer.read(uri, ADA)).orElseThrow();
    List<String> prompts = offer.prompts(ADA).stream().map(prompt -> prompt.path("name").asText()).toList();
    PromptSource.Filled filled = await(offer.get("far.simple-prompt", House.json("{}"), Map.of(), ADA)).orElseThrow();
    String template = await(offer.templates(ADA)).getFirst().path("uriTemplate").asText();

    assertThat(uri).startsWith("mcp://far/");
    assertThat(read.at("/contents/0/uri").asText()).isEqualTo(uri);
    assertThat(read.at("/contents/0").has("text") || read.at("/contents/0").has("blob")).isTrue();
    assertThat(prompts).contains("far.simple-prompt", "far.completable-prompt");
    assertThat(((PromptSource.Filled.Messages) filled).result().path("messages")).isNotEmpty();
    assertThat(template).startsWith("mcp://far/").contains("{");
    assertThat(await(offer.complete("far.completable-prompt", "department", "E", ADA)).orElseThrow()).contains("Engineering");
    assertThat(await(offer.read("mcp://other/x", ADA))).isEmpty();
    assertThat(await(offer.complete("other", "a", "b", ADA))).isEmpty();
  }

  @Test
  void showsNothingToWhomTheRulesShowNothing() {
    connectLegacy(UnaryOperator.identity());
    String uri = await(offer.resources(ADA)).getFirst().path("uri").asText();

    assertThat(await(offer.resources(Principal.ANONYMOUS))).isEmpty();
    assertThat(await(offer.templates(Principal.ANONYMOUS))).isEmpty();
    assertThat(offer.prompts(Principal.ANONYMOUS)).isEmpty();
    assertThat(await(offer.read(uri, Principal.ANONYMOUS))).isEmpty();
    assertThat(await(offer.get("far.simple-prompt", House.json("{}"), Map.of(), Principal.ANONYMOUS))).isEmpty();
    assertThat(await(offer.complete("far.completable-prompt", "department", "E", Principal.ANONYMOUS))).isEmpty();
  }

  @Test
  void takesOverOnlyWhatTheSelectionTakes() {
    connectLegacy(server -> server.withSelection(new ToolSelection(
        List.of("*prompt*", "demo://*"), List.of("args-prompt", "*static*"), Map.of("simple-prompt", "easy"))));

    assertThat(offer.prompts(ADA)).extracting(prompt -> prompt.path("name").asText())
        .contains("far.easy").doesNotContain("far.args-prompt", "far.simple-prompt");
    assertThat(await(offer.resources(ADA))).noneMatch(resource -> resource.path("uri").asText().contains("static"));
    assertThat(await(offer.read("mcp://far/demo://resource/static/document/features.md", ADA))).isEmpty();
    assertThat(await(offer.get("far.easy", House.json("{}"), Map.of(), ADA))).isPresent();
  }

  @Test
  void followsResourcesOfAModernServer() {
    connectModern();
    Promise<String> told = Promise.promise();
    offer.watch(new ResourceSource.Watcher() {
      @Override
      public void listChanged() {
        // Runs come and go all the time.
      }

      @Override
      public void updated(String uri) {
        told.tryComplete(uri);
      }
    });
    await(Caller.start(connection, "far.shout"));
    Future<ToolResult> call = Caller.start(connection, "far.hold");
    FixtureTools.Held held = behind.tools.nextHeld();
    String uri = "mcp://far/roundhouse://runs/" + held.call().run().value();

    offer.follow(uri, true);
    until(() -> behind.meters.get("roundhouse.mcp.subscriptions").gauge().value() == 1);
    JsonNode run = House.json(await(offer.read(uri, ADA)).orElseThrow().at("/contents/0/text").asText());
    behind.vertx.setTimer(300, due -> held.answer().complete(ToolResult.text("done at last")));

    assertThat(run.path("status").asText()).isEqualTo("running");
    assertThat(await(told.future())).isEqualTo(uri);
    assertThat(await(call)).isEqualTo(ToolResult.text("done at last"));
  }

  @Test
  void waitsForACallThatBecameATask() {
    connectModern();
    Future<ToolResult> call = Caller.start(connection, "far.hold");
    FixtureTools.Held held = behind.tools.nextHeld();
    Promise<Void> late = Promise.promise();
    behind.vertx.setTimer(400, due -> {
      held.answer().complete(ToolResult.text("done at last"));
      late.complete();
    });
    await(late.future());

    assertThat(await(call)).isEqualTo(ToolResult.text("done at last"));
  }

  @Test
  void cancelsTheTaskWithTheCall() {
    connectModern();
    Cancellation cancellation = new Cancellation();
    Future<ToolResult> call = Caller.start(connection, "far.hold", cancellation);
    FixtureTools.Held held = behind.tools.nextHeld();
    behind.vertx.setTimer(400, due -> cancellation.cancel("enough"));

    await(held.cancelled().future());

    assertThat(await(call)).isInstanceOf(ToolResult.Failure.class);
  }

  @Test
  void saysThatTheServerIsGone() {
    connectModern();
    await(behind.front.close(Duration.ofMillis(10)));
    until(() -> !connection.isConnected() || await(offer.read("mcp://far/x:y", ADA).otherwiseEmpty()) == null);

    assertThat(offer.prompts(ADA)).isNotEmpty();
    Throwable gone = catchThrowable(() -> await(offer.read("mcp://far/x:y", ADA)));
    assertThat(gone).cause().isInstanceOf(RpcFault.class).hasMessageContaining("server 'far'");
  }

  private void until(BooleanSupplier condition) {
    Promise<Void> met = Promise.promise();
    long timer = behind.vertx.setPeriodic(20, check -> behind.vertx.executeBlocking(condition::getAsBoolean, false).onSuccess(is -> {
      if (is) {
        met.tryComplete();
      }
    }));
    await(met.future());
    behind.vertx.cancelTimer(timer);
  }
}
