package io.roundhouse.runtime.engine;

import static io.roundhouse.runtime.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.roundhouse.runtime.Agent;
import io.roundhouse.runtime.AgentReply;
import io.roundhouse.runtime.Run;
import io.roundhouse.runtime.RunEvent;
import io.roundhouse.runtime.RunRequest;
import io.roundhouse.runtime.RunResult;
import io.roundhouse.runtime.Schema;
import io.roundhouse.runtime.StepBinding;
import io.roundhouse.runtime.Tool;
import io.roundhouse.runtime.ToolException;
import io.roundhouse.runtime.ToolResult;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.FailureClass;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StandInTest extends RuntimeFixture {

  private final AtomicInteger calls = new AtomicInteger();
  private volatile RuntimeException fault = ToolException.outage("connection refused");

  @BeforeEach
  void declareAStandIn() {
    host(
        Tool.blocking("geo.lookup", "Finds a place", Schema.anyObject(), call -> {
          calls.incrementAndGet();
          throw fault;
        }).withEffect(Effect.PURE),
        Tool.blocking("atlas.find", "Finds a place in the atlas", Schema.anyObject(), call ->
            ToolResult.of(json().set("answer", json().put("place", call.arguments().get("name").asText() + " (atlas)"))))
            .withEffect(Effect.PURE));
    runtime.update(catalog -> catalog.withStandIns("geo.lookup", List.of(
        new StepBinding("atlas.find", Map.of("name", TextNode.valueOf("$arguments.query")), Map.of("result", "answer")))));
  }

  @Test
  void answersAnAgentFromTheStandInWithoutTheAgentNoticing() {
    host(Agent.of("guide", "Knows places", request -> {
      ToolResult found = request.call("geo.lookup", json().put("query", "Oslo"));
      return AgentReply.text(((ToolResult.Success) found).output().path("place").asText());
    }));

    Run run = await(runtime.start(RunRequest.agent("guide", "Where is Oslo?")));

    assertThat(await(run.result())).isEqualTo(new RunResult.Completed("Oslo (atlas)", null));
    RunEvent.Rerouted reroute = only(events(run.id()), RunEvent.Rerouted.class).findFirst().orElseThrow();
    assertThat(reroute.failedStep()).isEqualTo("geo.lookup");
    assertThat(reroute.to()).containsExactly("atlas.find");
    assertThat(reroute.reason()).contains("connection refused");
  }

  @Test
  void asksTheBrokenToolNoMoreWhileItsBreakerIsOpen() {
    for (int i = 0; i < 20; i++) {
      assertThat(call("geo.lookup", json().put("query", "Oslo"))).isInstanceOf(RunResult.Completed.class);
    }

    assertThat(calls.get()).isLessThan(20);
  }

  @Test
  void followsTheCatalogWhenTheStandInsChange() {
    call("geo.lookup", json().put("query", "Oslo"));
    host(Tool.blocking("map.find", "", Schema.anyObject(), call -> ToolResult.text("on the map")).withEffect(Effect.PURE));
    runtime.update(catalog -> catalog.withStandIns("geo.lookup", List.of(
        new StepBinding("map.find", Map.of(), Map.of("result", "")))));

    assertThat(((RunResult.Completed) call("geo.lookup", json().put("query", "Oslo"))).text()).isEqualTo("on the map");
  }

  @Test
  void tellsTheCallerAboutItsOwnMistakeInsteadOfTryingOthers() {
    fault = ToolException.badInput("'query' names two places");

    assertThat(call("geo.lookup", json().put("query", "Oslo and Bergen")))
        .isEqualTo(new RunResult.Failed(FailureClass.BAD_INPUT, "'query' names two places"));
  }

  @Test
  void failsAtOnceWhenAToolWithoutStandInsIsDown() {
    host(Tool.blocking("lonely", "", Schema.anyObject(), call -> {
      calls.incrementAndGet();
      throw ToolException.outage("gone");
    }).withEffect(Effect.PURE));
    RunResult last = call("lonely", json());
    for (int i = 0; i < 20; i++) {
      last = call("lonely", json());
    }

    assertThat(calls.get()).isLessThan(20);
    assertThat(last).isInstanceOfSatisfying(RunResult.Failed.class, failed -> {
      assertThat(failed.failureClass()).isEqualTo(FailureClass.OUTAGE);
      assertThat(failed.message()).startsWith("tool 'lonely' is down; the next call goes through in ");
    });
  }
}
