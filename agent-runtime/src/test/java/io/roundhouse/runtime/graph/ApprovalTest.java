package io.roundhouse.runtime.graph;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
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
import io.roundhouse.runtime.journal.InMemoryJournal;
import io.roundhouse.runtime.testing.BlockedThreads;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A payment that a person has to approve; without it the order is parked. */
final class ApprovalTest {

  private final Vertx vertx = BlockedThreads.vertx();
  private final InMemoryJournal journal = new InMemoryJournal();
  private final AgentRuntime runtime = RuntimeBuilder.on(vertx).journal(journal).build();
  private final AtomicInteger payments = new AtomicInteger();

  @BeforeEach
  void host() {
    Tool pay = Tool.blocking("pay", "", Schema.anyObject(), call -> ToolResult.text("paid " + payments.incrementAndGet()));
    Tool park = Tool.blocking("park", "", Schema.anyObject(), call -> ToolResult.text("parked")).withEffect(Effect.IDEMPOTENT);
    ToolGraph graph = ToolGraph.builder("order")
        .inputs("order")
        .tool(ToolArc.of("pay").needs("order").yields("payment").withEffect(Effect.IRREVERSIBLE).withGated(true))
        .tool(ToolArc.of("park").needs("order").yields("parked").withEffect(Effect.IDEMPOTENT))
        .rung("paid", "payment")
        .rung("parked", "parked")
        .build();
    GraphTool body = GraphTool.of(graph, Map.of(
        ToolId.of("pay"), new StepBinding("pay", Map.of("order", TextNode.valueOf("$order")), Map.of("payment", "")),
        ToolId.of("park"), new StepBinding("park", Map.of("order", TextNode.valueOf("$order")), Map.of("parked", ""))));
    Tool order =
        new Tool("order", "", Schema.anyObject(), null, Effect.IRREVERSIBLE, Duration.ofSeconds(20), new ToolBody.Graph(body));
    runtime.update(catalog -> catalog.with(pay).with(park).with(order));
  }

  @AfterEach
  void stop() {
    await(runtime.close(Duration.ZERO));
    await(vertx.close());
  }

  @Test
  void paysOnlyAfterAPersonAgreed() {
    Run run = untilAsked();
    assertThat(payments).hasValue(0);

    assertThat(await(runtime.approve(run.id(), "pay", true, "eve"))).isTrue();

    RunResult.Completed done = (RunResult.Completed) await(run.result());
    assertThat(done.data().path("payment").asText()).isEqualTo("paid 1");
    assertThat(await(journal.read(run.id()))).extracting(JournalEntry::event)
        .contains(new RunEvent.ApprovalAnswered("call", "pay", true, "eve"));
  }

  @Test
  void takesTheNextRungWhenAPersonRefuses() {
    Run run = untilAsked();

    await(runtime.approve(run.id(), "pay", false, "eve"));

    RunResult.Completed done = (RunResult.Completed) await(run.result());
    assertThat(done.data().path("outcome").asText()).isEqualTo("parked");
    assertThat(payments).hasValue(0);
  }

  @Test
  void saysWhenNothingWaitsForAnAnswer() {
    Run run = untilAsked();

    assertThat(await(runtime.approve(run.id(), "park", true, "eve"))).isFalse();
    await(runtime.approve(run.id(), "pay", true, "eve"));
    await(run.result());
    assertThat(await(runtime.approve(run.id(), "pay", true, "eve"))).isFalse();
  }

  private Run untilAsked() {
    Promise<Void> asked = Promise.promise();
    runtime.observe(entry -> {
      if (entry.event() instanceof RunEvent.ApprovalAsked) {
        // The answer may come only after the step has begun to wait, which is when this event has been dealt with.
        vertx.getOrCreateContext().runOnContext(now -> asked.tryComplete());
      }
    });
    Run run = await(runtime.start(RunRequest.tool("order", JsonNodeFactory.instance.objectNode().put("order", 7))));
    await(asked.future());
    return run;
  }
}
