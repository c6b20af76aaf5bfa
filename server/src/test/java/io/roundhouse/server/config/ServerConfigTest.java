package io.roundhouse.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Echo;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.roundhouse.protocols.mcp.client.McpServer;
import io.roundhouse.protocols.mcp.client.McpTransport;
import io.roundhouse.runtime.Model;
import io.roundhouse.runtime.ModelPolicy;
import io.roundhouse.runtime.models.ProviderKind;
import io.roundhouse.runtime.models.ProviderSettings;
import io.roundhouse.runtime.StepBinding;
import io.roundhouse.runtime.ToolMonitor;
import io.roundhouse.server.config.AgentConfig.Body;
import io.roundhouse.toolgraph.Cost;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.heal.HealPolicy;
import io.roundhouse.toolgraph.health.BreakerPolicy;
import io.roundhouse.toolgraph.health.MonitorPolicy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerConfigTest {

  @TempDir Path directory;

  private ConfigFile file;

  @BeforeEach
  void makeFile() {
    file = new ConfigFile(directory);
  }

  @Test
  void aHelloAgentNeedsFourLines() {
    ServerConfig config = file.load("""
        agents:
          hello:
            description: Greets people
            reply: "Hello, {{message}}!"
        """);

    assertThat(config.port()).isEqualTo(8080);
    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.journal()).isEqualTo(new JournalConfig.Memory());
    assertThat(config.agents()).containsOnlyKeys("hello");
    assertThat(((Body.Reply) config.agents().get("hello").body()).answer("Ada")).isEqualTo("Hello, Ada!");
  }

  @Test
  void readsMonitors() {
    ServerConfig config = file.load("""
        mcp-servers:
          ledger: {command: [ledger]}
        monitors:
          ledger.post:
            ping: ledger.status
            risk: {tool: ledger.fraud, with: {level: 3}}
            interval: 2s
            timeout: 500ms
            max-error-ppm: 200000
            max-latency: 3s
            max-schema-violations: 2
            window: 50
          ledger.read: {}
        """);

    assertThat(config.monitors().get("ledger.post")).isEqualTo(ToolMonitor.of("ledger.post")
        .withPing("ledger.status", JsonNodeFactory.instance.objectNode())
        .withRisk(new ToolMonitor.Probe.ByTool("ledger.fraud", JsonNodeFactory.instance.objectNode().put("level", 3L)))
        .withInterval(Duration.ofSeconds(2))
        .withTimeout(Duration.ofMillis(500))
        .withLimits(new MonitorPolicy(200_000, 3_000, 2))
        .withWindow(50));
    assertThat(config.monitors().get("ledger.read")).isEqualTo(ToolMonitor.of("ledger.read"));
  }

  @Test
  void saysWhereAMonitorIsWrong() {
    assertThat(file.problems("""
        mcp-servers:
          ledger: {command: [ledger]}
        monitors:
          ledger.post: {ping: cash.status, window: 0, interval: soon, every: 2s}
        """)).hasSize(4).anyMatch(line -> line.contains("cash.status")).anyMatch(line -> line.contains("window"))
        .anyMatch(line -> line.contains("soon")).anyMatch(line -> line.contains("every"));
  }

  @Test
  void readsAnAgentInJava() {
    ServerConfig config = file.load("""
        agents:
          echo:
            description: Says it again
            class: com.example.Echo
            args: ["You said: "]
        """);

    assertThat(((Body.Code) config.agents().get("echo").body()).object().create()).isEqualTo(new Echo("You said: "));
  }

  @Test
  void fillsInTheEnvironmentAndResolvesPaths() {
    ServerConfig config = file.load("""
        port: ${PORT:9090}
        host: ${HOST}
        access: {allow-unauthenticated: true}
        journal: {path: "data/${NAME:runs}.db"}
        models:
          small:
            provider: openai
            description: Quick and cheap
            base-url: http://localhost:11434/v1
            api-key: ${KEY}
            model: tiny
            price: {input-per-million: 0.15, output-per-million: 0.60}
            context-tokens: 32000
            timeout: 20s
        agents:
          helper:
            description: Helps
            skills:
              - {id: sums, description: Adds up, tags: [maths], examples: ["2 + 2?"]}
            instructions: Costs $${amount}.
            model: small
            max-steps: 4
        default-agent: helper
        """, Map.of("HOST", "0.0.0.0", "KEY", "12345"));

    assertThat(config.port()).isEqualTo(9090);
    assertThat(config.host()).isEqualTo("0.0.0.0");
    assertThat(config.journal()).isEqualTo(new JournalConfig.File(directory.resolve("data/runs.db")));
    assertThat(config.models().get("small")).isEqualTo(new ModelConfig("small", "Quick and cheap",
        new ProviderSettings(
            ProviderKind.OPENAI, URI.create("http://localhost:11434/v1"), "12345", "tiny", Duration.ofSeconds(20), true),
        new Model.Price(150_000, 600_000), 32_000, ModelPolicy.ofDefaults()));
    assertThat(config.models().get("small").toString()).doesNotContain("12345");
    assertThat(config.defaultAgent()).isEqualTo("helper");
    AgentConfig helper = config.agents().get("helper");
    assertThat(helper.skills()).singleElement().extracting(skill -> skill.examples()).isEqualTo(List.of("2 + 2?"));
    assertThat(((Body.Prompted) helper.body()).body().instructions()).isEqualTo("Costs ${amount}.");
  }

  @Test
  void makesToolObjectsFromArguments() {
    ServerConfig config = file.load("""
        tools:
          - class: io.roundhouse.server.config.Weather
            args: [data, 5s]
            prefix: sky_
            effect: pure
            effects: {forecast: idempotent}
            timeouts: {weather: 2s}
        """);

    ToolClassConfig tools = config.tools().getFirst();
    Weather weather = (Weather) tools.object().create();
    assertThat(weather.data).isEqualTo(directory.resolve("data"));
    assertThat(weather.patience).isEqualTo(Duration.ofSeconds(5));
    assertThat(tools.effectOf("forecast")).contains(Effect.IDEMPOTENT);
    assertThat(tools.effectOf("weather")).contains(Effect.PURE);
    assertThat(tools.timeoutOf("weather")).contains(Duration.ofSeconds(2));
    assertThat(tools.timeoutOf("forecast")).isEmpty();
  }

  @Test
  void readsMcpServersOfBothKinds() {
    ServerConfig config = file.load("""
        mcp-servers:
          ledger:
            command: [java, -jar, ledger.jar, 8]
            env: {LEDGER: "${FILE:ledger.db}"}
            dir: ledger
            effects: {post: idempotent}
            timeout: 2s
            restart-backoff: 100ms
          rates: {url: "https://rates.example.com/mcp", headers: {Authorization: "Bearer ${TOKEN}"}}
        """, Map.of("TOKEN", "t0k3n"));

    McpServer ledger = config.mcpServers().get("ledger");
    assertThat(ledger.transport()).isEqualTo(new McpTransport.Stdio(
        "java", List.of("-jar", "ledger.jar", "8"), Map.of("LEDGER", "ledger.db"), directory.resolve("ledger")));
    assertThat(ledger.effects()).containsEntry("post", Effect.IDEMPOTENT);
    assertThat(ledger.callTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(ledger.backoff().initial()).isEqualTo(Duration.ofMillis(100));
    assertThat(ledger.prefix()).isEqualTo("ledger.");
    assertThat(config.mcpServers().get("rates").transport()).isEqualTo(
        new McpTransport.Http(URI.create("https://rates.example.com/mcp"), Map.of("Authorization", "Bearer t0k3n")));
    assertThat(config.toString()).doesNotContain("t0k3n");
  }

  @Test
  void readsAGraphAndDerivesWhatStepsNeed() {
    ServerConfig config = file.load("""
        mcp-servers:
          desk: {command: [desk]}
        graphs:
          invoice:
            description: Posts an invoice
            inputs:
              file: {type: string}
            goals:
              posted: [entry, receipt]
              queued: ticket
            steps:
              parse: {tool: desk.parse, with: {path: $file, strict: true}, yields: [invoice, currency], effect: pure}
              post:
                tool: desk.post
                with: {line: "${invoice.total} ${currency}", key: $run.key}
                yields: {entry: id, receipt: ""}
                undo: unpost
                domain: ledger
                exclusive-group: booking
                cost: {price: 0.01, latency: 50ms, failure: 0.02}
                gate: approval
              unpost: {tool: desk.unpost, with: {id: $entry}}
              queue: {tool: desk.queue, with: {why: $failure.message}, needs: invoice, yields: ticket}
            weights: {latency: 3}
            retries: {max-attempts: 2, backoff: 10ms}
        """);

    ToolGraph graph = config.graphs().get("invoice").graph(tool -> Effect.IDEMPOTENT);
    StepConfig post = config.graphs().get("invoice").steps().get("post");
    assertThat(graph.goals().rungs()).extracting(rung -> rung.name()).containsExactly("posted", "queued");
    assertThat(graph.tool(ToolId.of("parse")).effect()).isEqualTo(Effect.PURE);
    assertThat(graph.tool(ToolId.of("post")).effect()).isEqualTo(Effect.COMPENSATABLE);
    assertThat(graph.tool(ToolId.of("queue")).effect()).isEqualTo(Effect.IDEMPOTENT);
    assertThat(graph.tool(ToolId.of("post")).cost()).isEqualTo(new Cost(10_000, 50, 20_000));
    assertThat(post.needs()).containsExactly("invoice", "currency");
    assertThat(post.binding().yields()).isEqualTo(Map.of("entry", "id", "receipt", ""));
    assertThat(post.gated()).isTrue();
    assertThat(config.graphs().get("invoice").steps().get("queue").needs()).containsExactly("invoice");
    assertThat(config.graphs().get("invoice").steps().get("parse").binding().yields())
        .isEqualTo(Map.of("invoice", "invoice", "currency", "currency"));
    assertThat(graph.weights().latency()).isEqualTo(3);
    assertThat(config.graphs().get("invoice").retries()).isEqualTo(HealPolicy.ofDefaults().withMaxAttempts(2).withBackoffMillis(10));
  }

  @Test
  void readsWhatBoundsTheServer() {
    ServerConfig config = file.load("""
        agents: {a: {description: d, reply: r}}
        breaker: {failure-threshold: 5, open: 90s, outage-opens-domain: false}
        limits: {max-body-bytes: 2048, max-runs: 7, close-grace: 2s}
        allowed-hosts: [desk.example.com]
        allowed-origins: ["https://desk.example.com"]
        """);

    assertThat(config.breaker()).isEqualTo(new BreakerPolicy(5, 90_000, 90_000, 30_000, 1_000, false));
    assertThat(config.limits().maxBodyBytes()).isEqualTo(2048);
    assertThat(config.limits().maxRuns()).isEqualTo(7);
    assertThat(config.limits().maxSessions()).isEqualTo(LimitsConfig.ofDefaults().maxSessions());
    assertThat(config.limits().closeGrace()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.allowedHosts()).containsExactly("desk.example.com");
    assertThat(config.allowedOrigins()).containsExactly("https://desk.example.com");
  }

  @Test
  void readsStandIns() {
    ServerConfig config = file.load("""
        mcp-servers:
          bank: {command: [bank]}
        stand-ins:
          bank.rate:
            - bank.oldRate
            - {tool: bank.list, with: {currencies: [$arguments.currency]}, result: rates.0}
        """);

    assertThat(config.standIns().get("bank.rate")).containsExactly(
        new StepBinding("bank.oldRate", Map.of("*", TextNode.valueOf("$arguments")), Map.of()),
        new StepBinding("bank.list", Map.of("currencies", JsonNodeFactory.instance.arrayNode().add("$arguments.currency")),
            Map.of("result", "rates.0")));
  }
}
