package io.roundhouse.toolgraph.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.toolgraph.Cost;
import io.roundhouse.toolgraph.CostWeights;
import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.Seeds;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.internal.Bits;
import io.roundhouse.toolgraph.plan.PlanRequest;
import io.roundhouse.toolgraph.plan.PlanResult;
import io.roundhouse.toolgraph.plan.Planner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class HealthBoardTest {

  private static final ToolId TOOL = ToolId.of("tool");
  private static final ToolId SIBLING = ToolId.of("sibling");

  private final HealthBoard board = HealthBoard.of(BreakerPolicy.ofDefaults().withOpenMillis(100).withMaxOpenMillis(300));

  @Test
  void opensAfterThreeFailuresInARowAndNotWhenOneWorksBetween() {
    board.recordFailure(TOOL, FailureClass.TRANSIENT, 0);
    board.recordFailure(TOOL, FailureClass.TRANSIENT, 0);
    board.recordSuccess(TOOL, 5, 0);
    board.recordFailure(TOOL, FailureClass.TRANSIENT, 0);
    board.recordFailure(TOOL, FailureClass.TIMEOUT, 0);
    assertThat(board.state(TOOL, 0)).isEqualTo(BreakerState.CLOSED);

    board.recordFailure(TOOL, FailureClass.TRANSIENT, 0);

    assertThat(board.state(TOOL, 0)).isEqualTo(BreakerState.OPEN);
    assertThat(board.tryAcquire(TOOL, 99)).isFalse();
  }

  @Test
  void letsExactlyOneProbeThroughWhenHalfOpen() {
    board.recordFailure(TOOL, FailureClass.OUTAGE, 0);

    assertThat(board.state(TOOL, 100)).isEqualTo(BreakerState.HALF_OPEN);
    assertThat(board.tryAcquire(TOOL, 100)).isTrue();
    assertThat(board.tryAcquire(TOOL, 100)).isFalse();
    board.recordSuccess(TOOL, 5, 120);
    assertThat(board.state(TOOL, 120)).isEqualTo(BreakerState.CLOSED);
    assertThat(board.tryAcquire(TOOL, 120)).isTrue();
  }

  @Test
  void aFailedProbeKeepsTheBreakerOpenTwiceAsLongUpToTheLongestTime() {
    long now = 0;
    board.recordFailure(TOOL, FailureClass.OUTAGE, now);
    for (long open : new long[] {100, 200, 300, 300}) {
      assertThat(board.callableAt(TOOL) - now).isEqualTo(open);
      now += open;
      assertThat(board.tryAcquire(TOOL, now)).isTrue();
      board.recordFailure(TOOL, FailureClass.TRANSIENT, now);
    }
  }

  @Test
  void aLostProbeIsGivenToTheNextCallerAfterItsTime() {
    board.trip(TOOL, 0);
    assertThat(board.tryAcquire(TOOL, 100)).isTrue();

    assertThat(board.tryAcquire(TOOL, 100 + BreakerPolicy.ofDefaults().probeMillis())).isTrue();
  }

  @Test
  void aLateSuccessDoesNotCloseAnOpenBreaker() {
    board.recordFailure(TOOL, FailureClass.OUTAGE, 0);

    board.recordSuccess(TOOL, 5, 50);

    assertThat(board.state(TOOL, 50)).isEqualTo(BreakerState.OPEN);
  }

  @Test
  void badInputAndDenialNeverCountAgainstATool() {
    for (int i = 0; i < 10; i++) {
      board.recordFailure(TOOL, FailureClass.BAD_INPUT, 0);
      board.recordFailure(TOOL, FailureClass.DENIED, 0);
    }

    assertThat(board.state(TOOL, 0)).isEqualTo(BreakerState.CLOSED);
    assertThat(board.failurePpm(TOOL)).isZero();
  }

  @Test
  void anOutageClosesOffTheWholeDomainUntilOneOfItsToolsWorks() {
    board.register(TOOL, "provider");
    board.register(SIBLING, "provider");

    board.recordFailure(TOOL, FailureClass.OUTAGE, 0);

    assertThat(board.isCallable(SIBLING, 50)).isFalse();
    assertThat(board.tryAcquire(SIBLING, 100)).isTrue();
    assertThat(board.isCallable(TOOL, 100)).as("the domain has one probe").isFalse();
    board.recordSuccess(SIBLING, 5, 110);
    assertThat(board.isCallable(TOOL, 110)).isTrue();
  }

  @Test
  void aRateLimitedToolIsLeftAloneForTheTimeItAskedFor() {
    board.recordFailure(TOOL, FailureClass.RATE_LIMITED, 0, 700);

    assertThat(board.isCallable(TOOL, 699)).isFalse();
    assertThat(board.state(TOOL, 699)).isEqualTo(BreakerState.CLOSED);
    assertThat(board.isCallable(TOOL, 700)).isTrue();
  }

  @Test
  void monitorsOpenTheBreakerAndAnAnsweredPingMakesItHalfOpen() {
    List<Signal> bad = List.of(new Signal.Ping(false), new Signal.ErrorRate(600_000), new Signal.Latency(90_000),
        new Signal.SchemaViolations(3));
    for (Signal signal : bad) {
      board.restore(TOOL);
      board.report(TOOL, signal, 0);
      assertThat(board.state(TOOL, 0)).as("%s", signal).isEqualTo(BreakerState.OPEN);
    }

    board.report(TOOL, new Signal.Ping(true), 1);

    assertThat(board.state(TOOL, 1)).isEqualTo(BreakerState.HALF_OPEN);
  }

  @Test
  void aRiskStaysUntilItIsTakenBackWhateverElseIsReported() {
    board.report(TOOL, new Signal.Risk("toxicity", true), 0);
    board.report(TOOL, new Signal.Ping(false), 0);
    assertThat(board.risk(TOOL)).contains("toxicity");

    board.report(TOOL, new Signal.Risk("toxicity", false), 0);

    assertThat(board.risk(TOOL)).isEmpty();
  }

  @Test
  void learnsLatencyAndFailureRateAndPlansAccordingly() {
    ToolGraph graph = ToolGraph.builder("g").inputs("a").weights(CostWeights.ofDefaults().withLatency(1))
        .tool(ToolArc.of("near").needs("a").yields("b").withCost(Cost.FREE.withLatencyMillis(10)))
        .tool(ToolArc.of("far").needs("a").yields("b").withCost(Cost.FREE.withLatencyMillis(50))).goal("b").build();
    board.register(graph);
    Planner planner = Planner.of(graph);
    assertThat(planned(planner.plan(PlanRequest.of(graph), board.at(0)))).isEqualTo("near");

    for (int i = 0; i < 20; i++) {
      board.recordSuccess(ToolId.of("near"), 400, 0);
    }

    assertThat(board.latencyMillis(ToolId.of("near"))).isBetween(390L, 400L);
    assertThat(planned(planner.plan(PlanRequest.of(graph), board.at(0)))).isEqualTo("far");
    board.recordFailure(ToolId.of("far"), FailureClass.TRANSIENT, 0);
    assertThat(board.failurePpm(ToolId.of("far"))).isEqualTo(125_000);
  }

  @Test
  void theViewOfAGraphIsAlwaysWhatTheBoardSaysToolByTool() {
    Seeds.check("view", 200, random -> {
      ToolGraph.Builder builder = ToolGraph.builder("g").inputs("a").goal("b");
      for (int t = 0; t < 70; t++) {
        builder.tool(ToolArc.of("t" + t).needs("a").yields("b").withDomain(t % 5 == 0 ? "d" + t % 3 : null));
      }
      ToolGraph graph = builder.build();
      HealthBoard mine = HealthBoard.of(BreakerPolicy.ofDefaults().withOpenMillis(20));
      GraphHealth view = mine.forGraph(graph);
      Bits seen = new Bits(70);
      long now = 0;
      for (int step = 0; step < 60; step++) {
        now += random.nextInt(15);
        for (int change = random.nextInt(90); change > 0; change--) {
          ToolId tool = ToolId.of("t" + random.nextInt(75));
          switch (random.nextInt(6)) {
            case 0 -> mine.recordFailure(tool, FailureClass.values()[random.nextInt(FailureClass.values().length)], now);
            case 1 -> mine.recordSuccess(tool, 5, now);
            case 2 -> mine.restore(tool);
            case 3 -> mine.pause(tool, now + 10);
            case 4 -> mine.tryAcquire(tool, now);
            default -> mine.release(tool);
          }
        }
        view.copyUnavailable(now, seen);
        for (int t = 0; t < 70; t++) {
          assertThat(seen.get(t)).isEqualTo(!mine.isCallable(graph.index().toolId(t), now));
        }
      }
    });
  }

  @Test
  void oneProbeIsGivenAmongManyThreads() throws Exception {
    try (var pool = Executors.newFixedThreadPool(4)) {
      for (int round = 0; round < 200; round++) {
        HealthBoard shared = HealthBoard.ofDefaults();
        shared.trip(TOOL, 0);
        List<Callable<Boolean>> callers = new ArrayList<>();
        for (int caller = 0; caller < 4; caller++) {
          callers.add(() -> shared.tryAcquire(TOOL, 10_000));
        }
        int let = 0;
        for (var answer : pool.invokeAll(callers)) {
          let += answer.get() ? 1 : 0;
        }
        assertThat(let).isEqualTo(1);
      }
    }
  }

  private static String planned(PlanResult result) {
    return ((PlanResult.Planned) result).plan().toString();
  }
}
