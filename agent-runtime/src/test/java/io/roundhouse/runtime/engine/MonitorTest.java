package io.roundhouse.runtime.engine;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.roundhouse.runtime.AgentRuntime;
import io.roundhouse.runtime.Catalog;
import io.roundhouse.runtime.GraphTool;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.StepBinding;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolBody;
import io.roundhouse.runtime.ToolMonitor;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.runtime.testing.BlockedThreads;
import io.roundhouse.toolgraph.Cost;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.health.BreakerPolicy;
import io.roundhouse.toolgraph.health.BreakerState;
import io.roundhouse.toolgraph.health.HealthBoard;
import io.roundhouse.toolgraph.health.MonitorPolicy;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Monitors know before runs do. */
final class MonitorTest {

  private static final Duration OFTEN = Duration.ofMillis(20);

  private final Vertx vertx = BlockedThreads.vertx();
  private AgentRuntime runtime;
  private volatile boolean up = true;
  private volatile String risk = "";
  private volatile ToolResult answer = ToolResult.text("posted");

  @AfterEach
  void stop() {
    await(runtime.close(Duration.ZERO));
    await(vertx.close());
  }

  private void watch(ToolMonitor monitor) {
    ToolGraph graph = ToolGraph.builder("invoice").inputs("line")
        .tool(ToolArc.of("post").needs("line").yields("posted").withEffect(Effect.IDEMPOTENT))
        .tool(ToolArc.of("queue").needs("line").yields("posted").withEffect(Effect.IDEMPOTENT).withCost(Cost.ofMicros(9)))
        .goal("posted").build();
    GraphTool body = GraphTool.of(graph, Map.of(
        ToolId.of("post"), new StepBinding("ledger.post", Map.of(), Map.of("posted", "")),
        ToolId.of("queue"), new StepBinding("queue", Map.of(), Map.of("posted", ""))));
    Catalog catalog = Catalog.empty()
        .with(Tool.async("ledger.post", "", Schema.anyObject(), call -> Future.succeededFuture(answer)).withEffect(Effect.IDEMPOTENT))
        .with(Tool.async("queue", "", Schema.anyObject(), call -> Future.succeededFuture(ToolResult.text("queued"))))
        .with(Tool.blocking("ledger.status", "", Schema.anyObject(), call ->
            up ? ToolResult.text("fine") : ToolResult.failure(FailureClass.OUTAGE, "gone")))
        .with(new Tool("invoice", "", Schema.anyObject(), null, Effect.IRREVERSIBLE, Duration.ofSeconds(20), new ToolBody.Graph(body)));
    runtime = RuntimeBuilder.on(vertx)
        .catalog(catalog)
        .breaker(BreakerPolicy.ofDefaults().withOpenMillis(3_600_000).withFailureThreshold(1_000))
        .monitor(monitor)
        .build();
  }

  private Run invoice() {
    return await(runtime.start(RunRequest.tool("invoice", JsonNodeFactory.instance.objectNode().put("line", "7"))));
  }

  private String posted() {
    return ((RunResult.Completed) await(invoice().result())).data().path("posted").asText();
  }

  private boolean isOpen() {
    HealthBoard graph = runtime.health("invoice");
    return graph.state(ToolId.of("post"), System.currentTimeMillis()) == BreakerState.OPEN;
  }

  private void awaitTrue(BooleanSupplier condition) {
    Promise<Void> seen = Promise.promise();
    long timer = vertx.setPeriodic(5, tick -> {
      if (condition.getAsBoolean()) {
        seen.tryComplete();
      }
    });
    await(seen.future());
    vertx.cancelTimer(timer);
  }

  private static ToolMonitor monitor() {
    return ToolMonitor.of("ledger.post").withInterval(OFTEN);
  }

  @Test
  void aPingByAToolPutsItOutOfServiceAndBackWithoutAnyCall() {
    watch(monitor().withPing("ledger.status", JsonNodeFactory.instance.objectNode()));
    assertThat(posted()).isEqualTo("posted");

    up = false;
    awaitTrue(this::isOpen);
    Run around = invoice();
    await(around.result());
    assertThat(await(runtime.trace(around.id()))).extracting(entry -> entry.event())
        .filteredOn(RunEvent.ToolCalled.class::isInstance)
        .extracting(call -> ((RunEvent.ToolCalled) call).step()).containsExactly("invoice", "queue");
    assertThat(runtime.health().isCallable(ToolId.of("ledger.post"), System.currentTimeMillis())).isFalse();

    up = true;
    awaitTrue(() -> !isOpen());
    assertThat(posted()).isEqualTo("posted");
  }

  @Test
  void aPingThatTakesTooLongIsNotAnswered() {
    watch(monitor().withTimeout(Duration.ofMillis(10)).withPing(() -> Promise.<Boolean>promise().future()));

    awaitTrue(this::isOpen);

    assertThat(posted()).isEqualTo("queued");
  }

  @Test
  void aRiskAsksForAnApproval() {
    watch(monitor().withRisk(() -> Future.succeededFuture(Optional.of(risk))));
    risk = "fraud";
    awaitTrue(() -> runtime.health("invoice").risk(ToolId.of("post")).isPresent());

    Run run = invoice();
    awaitTrue(() -> !run.pending().isEmpty());
    assertThat(run.pending().getFirst().message()).isEqualTo("risk 'fraud'");
    await(runtime.approve(run.id(), "post", true, "eve"));
    assertThat(await(run.result())).isInstanceOf(RunResult.Completed.class);

    risk = "";
    awaitTrue(() -> runtime.health("invoice").risk(ToolId.of("post")).isEmpty());
    assertThat(posted()).isEqualTo("posted");
  }

  @Test
  void tooManyFailuresOfRealCallsPutAToolOutOfService() {
    watch(monitor().withWindow(4).withLimits(MonitorPolicy.ofDefaults().withMaxErrorPpm(750_000)));
    answer = ToolResult.failure(FailureClass.TRANSIENT, "hiccup");

    assertThat(posted()).isEqualTo("queued");
    assertThat(isOpen()).isFalse();
    assertThat(posted()).isEqualTo("queued");

    assertThat(isOpen()).isTrue();
  }

  @Test
  void answersThatBreakTheSchemaPutAToolOutOfService() {
    watch(monitor().withLimits(MonitorPolicy.ofDefaults().withMaxSchemaViolations(1)));
    runtime.update(catalog -> catalog.with(catalog.tool("ledger.post").orElseThrow()
        .withOutput(Schema.parse("{\"type\":\"object\"}"))));

    assertThat(posted()).isEqualTo("queued");

    assertThat(isOpen()).isTrue();
  }

  @Test
  void slowAnswersPutAToolOutOfService() {
    CallWindow window = new CallWindow(monitor().withWindow(2).withLimits(MonitorPolicy.ofDefaults().withMaxLatencyMillis(100)));
    runtime = RuntimeBuilder.on(vertx).build();

    assertThat(window.add(ToolResult.text("a"), 500)).isEmpty();
    assertThat(window.add(ToolResult.failure(FailureClass.BAD_INPUT, "no"), 0).map(Object::toString)).contains("Latency[millis=250]");
    assertThat(window.add(ToolResult.text("a"), 500)).isEmpty();
  }
}
