package io.roundhouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundhouse.protocols.mcp.client.McpServer;
import io.roundhouse.protocols.mcp.client.McpTransport;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentBody;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundhouseIT {

  @TempDir Path directory;

  @Test
  void servesAnAgentInJavaOverMcpAndA2a() {
    try (Roundhouse server = Roundhouse.builder()
        .agent("hello", "Greets people", request -> AgentReply.text("Hello, " + request.text() + "!"))
        .port(0)
        .start()) {
      Peer peer = Peer.of(server);

      assertThat(peer.callTool("hello", "{\"text\":\"Ada\"}").at("/content/0/text").asText()).isEqualTo("Hello, Ada!");
      assertThat(peer.sendMessage("hello", "Bob").toString()).contains("Hello, Bob!");
      assertThat(peer.get("/.well-known/agent-card.json").body()).contains("Greets people");
      assertThat(peer.json(peer.get("/health")).path("status").asText()).isEqualTo("ready");
    }
  }

  @Test
  void healsAGraphAroundAToolThatIsDownAndCountsIt() throws IOException {
    Path file = config("""
        port: 0
        journal: runs.db
        tools:
          - class: io.roundhouse.server.RatesTools
            prefix: rates.
        graphs:
          quote:
            description: The rate of a currency
            inputs:
              currency: {type: string}
            goals:
              quoted: rate
            steps:
              usual: {tool: rates.primaryRate, with: {currency: $currency}, yields: {rate: rate}, cost: {price: 1}}
              other: {tool: rates.secondaryRate, with: {currency: $currency}, yields: {rate: rate}, cost: {price: 2}}
        """);
    RatesTools.PRIMARY_DOWN.set(true);
    try (Roundhouse server = Roundhouse.from(file).start()) {
      Peer peer = Peer.of(server);

      JsonNode result = peer.callTool("quote", "{\"currency\":\"EUR\"}");

      assertThat(result.at("/structuredContent/outcome").asText()).isEqualTo("quoted");
      assertThat(result.at("/structuredContent/rate").asDouble()).isEqualTo(1.2);
      assertThat(peer.get("/metrics").body())
          .contains("roundhouse_runs_total{outcome=\"completed\"} 1.0")
          .contains("roundhouse_reroutes_total 1.0")
          .contains("roundhouse_tool_calls_total{result=\"outage\",tool=\"rates.primaryRate\"} 1.0")
          .contains("vertx_http_server");
      assertThat(peer.json(peer.get("/runs")).at("/runs/0/status").asText()).isEqualTo("completed");
    } finally {
      RatesTools.PRIMARY_DOWN.set(false);
    }
    assertThat(directory.resolve("runs.db")).exists();
  }

  @Test
  void letsAModelBackedAgentCallATool() throws IOException {
    try (ScriptedModel model = new ScriptedModel().calls("primaryRate", "{\"currency\":\"EUR\"}").says("It is 1.1.")) {
      Path file = config("""
          port: 0
          models:
            small: {provider: openai, base-url: "%s", model: scripted, price: {input-per-million: 100, output-per-million: 200}}
          tools:
            - class: io.roundhouse.server.RatesTools
          agents:
            teller:
              description: Tells rates
              instructions: Tell the rate.
              model: small
              tools: [primaryRate]
          """.formatted(model.url()));
      try (Roundhouse server = Roundhouse.from(file).start()) {
        Peer peer = Peer.of(server);

        assertThat(peer.sendMessage("teller", "What is the rate of EUR?").toString()).contains("It is 1.1.");
        assertThat(model.requests()).hasSize(2);
        assertThat(model.requests().get(1).path("messages").toString()).contains("primary");
        assertThat(peer.get("/metrics").body())
            .contains("roundhouse_model_tokens_total{direction=\"input\",model=\"small\"} 20.0")
            .contains("roundhouse_model_calls_total{model=\"small\",result=\"ok\"} 2.0");
      }
    }
  }

  @Test
  void letsWorkUnderWayEndBeforeItCloses() throws Exception {
    RatesTools.entered = new CountDownLatch(1);
    RatesTools.leave = new CountDownLatch(1);
    Roundhouse server = Roundhouse.builder().tools(new RatesTools()).port(0).start();
    Run run = server.runtime().start(RunRequest.tool("slowly", JsonNodeFactory.instance.objectNode()))
        .toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    assertThat(RatesTools.entered.await(5, TimeUnit.SECONDS)).isTrue();

    CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
    RatesTools.leave.countDown();

    assertThat(run.result().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS))
        .isInstanceOf(RunResult.Completed.class);
    closed.get(5, TimeUnit.SECONDS);
    assertThatThrownBy(() -> Peer.of(server).get("/health")).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void leavesWorkThatOutlastsTheGraceToTheNextProcess() throws Exception {
    RatesTools.entered = new CountDownLatch(1);
    RatesTools.leave = new CountDownLatch(1);
    Path file = config("""
        port: 0
        journal: runs.db
        limits: {close-grace: 100ms}
        tools:
          - class: io.roundhouse.server.RatesTools
        """);
    Roundhouse first = Roundhouse.from(file).start();
    first.runtime().start(RunRequest.tool("slowly", JsonNodeFactory.instance.objectNode()));
    assertThat(RatesTools.entered.await(5, TimeUnit.SECONDS)).isTrue();

    first.close();
    RatesTools.leave.countDown();

    try (Roundhouse second = Roundhouse.from(file).start()) {
      assertThat(second.resumed()).isEqualTo(1);
    }
  }

  @Test
  void asksWhoComesIfTheFileSaysSo() throws IOException, InterruptedException {
    String secret = "rh_0123456789abcdefghij";
    Path file = config("""
        port: 0
        access:
          api-keys:
            desk: {key: %s}
        agents:
          hello: {description: Greets people, reply: "Hello!"}
        """.formatted(secret));
    try (Roundhouse server = Roundhouse.from(file).start(); HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest.Builder runs = HttpRequest.newBuilder(server.url().resolve("/runs")).timeout(Duration.ofSeconds(20));

      assertThat(client.send(runs.build(), HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(401);
      HttpRequest known = runs.header("X-API-Key", secret).build();
      assertThat(client.send(known, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void doesNotServeAPublicAddressToStrangers() {
    RoundhouseBuilder builder = Roundhouse.builder().host("0.0.0.0").port(0);

    assertThatThrownBy(builder::start).isInstanceOf(StartException.class).hasMessageContaining("allow-unauthenticated: true");
  }

  @Test
  void saysInOneSentenceThatThePortIsInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      RoundhouseBuilder builder = Roundhouse.builder().port(taken.getLocalPort());

      assertThatThrownBy(builder::start).isInstanceOf(StartException.class).hasMessageMatching(
          "port \\d+ on 127.0.0.1 is in use.*; stop the other program or choose another port");
    }
  }

  @Test
  void saysInOneSentenceThatAServerBehindItCannotBeReached() {
    RoundhouseBuilder builder = Roundhouse.builder().port(0).mcpServer(
        McpServer.of("ledger", McpTransport.Stdio.of("/no/such/program")).withConnectTimeout(Duration.ofSeconds(5)));

    assertThatThrownBy(builder::start).isInstanceOf(StartException.class).hasMessageContaining("ledger");
  }

  @Test
  void saysWhichNamesNothingAnswersTo() {
    RoundhouseBuilder builder = Roundhouse.builder().port(0)
        .agent(new Agent("clerk", "Helps", List.of(), new AgentBody.Prompted("Help.", List.of("ledger.post", "any*"), "small", 3)))
        .agent(new Agent("front", "Sends on", List.of(), new AgentBody.Routed(List.of("nobody"))));

    assertThatThrownBy(builder::start).isInstanceOf(StartException.class).hasMessage(
        "agent 'clerk' wants tool 'ledger.post', which no class, graph or server offers; "
            + "agent 'clerk' wants model 'small', which is not defined; "
            + "agent 'front' routes to agent 'nobody', which is not defined");
  }

  private Path config(String yaml) throws IOException {
    return Files.writeString(directory.resolve("app.yaml"), yaml);
  }
}
