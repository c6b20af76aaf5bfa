package io.roundhouse.toolgraph.heal;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.toolgraph.Cost;
import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.health.HealthBoard;
import io.roundhouse.toolgraph.health.Signal;
import io.roundhouse.toolgraph.plan.Limits;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HealerGatesTest {

  private static final ToolId WIRE = ToolId.of("wire");
  private static final ToolId HOLD = ToolId.of("hold");

  /** Money is held, checked, and sent for good, by wire or by cheque. */
  private static final ToolGraph GRAPH = ToolGraph.builder("payment").inputs("order")
      .tool(ToolArc.of("hold").needs("order").yields("held").undoneBy("unhold"))
      .tool(ToolArc.of("unhold").needs("held"))
      .tool(ToolArc.of("check").needs("order").yields("checked"))
      .tool(ToolArc.of("wire").needs("held").yields("paid").withEffect(Effect.IRREVERSIBLE).withGated(true).withExclusiveGroup("pay"))
      .tool(ToolArc.of("cheque").needs("held").yields("paid").withEffect(Effect.IRREVERSIBLE).withCost(Cost.ofMicros(9))
          .withExclusiveGroup("pay"))
      .rung("paid", "paid", "checked").rung("checked", "checked").build();

  private final HealthBoard board = HealthBoard.ofDefaults();
  private Healer healer = start(RunFacts.of(GRAPH));

  @Test
  void asksBeforeAGatedToolAndOnlyOnce() {
    healer.begin(0);
    ok("hold");
    assertThat(ok("check")).containsExactly("ask approval for wire: the tool is gated");

    assertThat(send(new HealEvent.HealthChanged())).isEmpty();
    assertThat(send(new HealEvent.Approved(WIRE))).containsExactly("call wire");
  }

  @Test
  void aRefusedToolIsReplaced() {
    healer.begin(0);
    ok("hold");
    ok("check");

    assertThat(send(new HealEvent.Refused(WIRE, "too much")))
        .containsExactly("reroute wire -> cheque: wire was refused (too much)", "call cheque");
  }

  @Test
  void anIrreversibleToolWaitsUntilNothingElseIsUnderWay() {
    healer = start(RunFacts.of(GRAPH).withApproved(Set.of(WIRE)));

    assertThat(lines(healer.begin(0))).containsExactly("call check", "call hold");
    assertThat(ok("hold")).isEmpty();
    assertThat(ok("check")).containsExactly("call wire");
  }

  @Test
  void anIrreversibleCallWithoutAnAnswerBlocksAndAsks() {
    toWire();

    List<Decision> decisions = healer.on(HealEvent.ToolFailed.of(WIRE, FailureClass.TIMEOUT, "30 s"), 1);

    assertThat(decisions).singleElement().isInstanceOfSatisfying(Decision.Escalate.class, ask -> {
      assertThat(ask.question().kind()).isEqualTo(Question.Kind.IN_DOUBT);
      assertThat(ask.question().blockers()).containsExactly(WIRE);
    });
    assertThat(send(new HealEvent.HealthChanged())).isEmpty();
    assertThat(send(new HealEvent.DoubtResolved(WIRE, true, GRAPH.tool(WIRE).outputs()))).last().isEqualTo("complete rung 0 (paid)");
  }

  @Test
  void anIrreversibleCallThatTurnsOutNotToHaveHappenedIsMadeAgain() {
    toWire();
    healer.on(HealEvent.ToolFailed.of(WIRE, FailureClass.TRANSIENT, "reset").withMaybePerformed(true), 1);

    assertThat(send(new HealEvent.DoubtResolved(WIRE, false, Set.of()))).last().isEqualTo("call wire (attempt 2)");
  }

  @Test
  void anIrreversibleCallInDoubtAfterACrashIsAskedAboutAndNothingIsCalled() {
    healer = start(RunFacts.of(GRAPH).withInDoubt(Set.of(WIRE)));

    assertThat(lines(healer.begin(0)))
        .containsExactly("escalate: wire cannot be undone and may have taken effect: its outcome was not recorded");
  }

  @Test
  void anUndoIsRetriedAndThenAPersonIsAsked() {
    healer.begin(0);
    ok("hold");
    send(new HealEvent.Cancelled("no money"));
    assertThat(ok("check")).containsExactly("compensate hold by unhold: cancelled: no money");

    for (int attempt = 2; attempt <= 5; attempt++) {
      assertThat(send(new HealEvent.CompensationFailed(HOLD, "reset")))
          .containsExactly("compensate hold by unhold (attempt " + attempt + "): unhold failed (reset)");
    }
    assertThat(send(new HealEvent.CompensationFailed(HOLD, "reset"))).containsExactly(
        "escalate: hold could not be undone by unhold after 5 attempts (reset)", "stop: cancelled: no money");
  }

  @Test
  void aRiskOfTheRunStopsEverythingUntilItIsCleared() {
    assertThat(send(new HealEvent.RiskRaised("budget", "15000 of 10000"))).containsExactly("escalate: risk 'budget': 15000 of 10000");
    assertThat(lines(healer.begin(0))).isEmpty();

    assertThat(send(new HealEvent.RiskCleared("budget"))).contains("call check", "call hold");
  }

  @Test
  void aRiskyToolNeedsAnApprovalEvenWhenItIsDownAndBack() {
    board.report(HOLD, new Signal.Risk("fraud", true), 0);

    assertThat(lines(healer.begin(0))).containsExactly("call check", "ask approval for hold: risk 'fraud'");
    assertThat(send(new HealEvent.Approved(HOLD))).containsExactly("call hold");
  }

  @Test
  void timeUpTakesTheBestRungThatIsReachedAlreadyAndUndoesTheRest() {
    healer.begin(0);
    ok("check");
    ok("hold");

    assertThat(send(new HealEvent.TimeUp()))
        .containsExactly("demote from rung 0 to rung 1 (checked): time is up", "compensate hold by unhold: not needed for checked");
    assertThat(send(new HealEvent.CompensationSucceeded(HOLD))).containsExactly("complete rung 1 (checked)");
  }

  @Test
  void timeUpWithNothingReachedStops() {
    healer.begin(0);
    send(new HealEvent.TimeUp());
    ok("check");

    assertThat(ok("hold")).containsExactly("compensate hold by unhold: time is up");
  }

  @Test
  void yieldingLessThanPromisedIsABrokenContract() {
    healer.begin(0);

    assertThat(send(new HealEvent.ToolSucceeded(ToolId.of("check"), Set.of())))
        .containsExactly("escalate: no route to [checked, paid]; blocked by [check]; "
            + "check broke its contract (yielded [], promised [checked])");
  }

  @Test
  void aBudgetForTheRunCountsWhatWasSpent() {
    healer = Healer.start(GRAPH, board, RunFacts.of(GRAPH).withExcluded(Set.of(WIRE)),
        HealPolicy.ofDefaults().withLimits(Limits.NONE.withMaxPriceMicros(8)));

    assertThat(lines(healer.begin(0)).getFirst()).startsWith("demote from rung 0 to rung 1 (checked)");
  }

  @Test
  void aQuorumHoldsAsSoonAsEnoughVotesAreIn() {
    ToolGraph votes = ToolGraph.builder("votes").inputs("text")
        .tool(ToolArc.of("a").needs("text").yields("vote-a").withCost(Cost.ofMicros(1)))
        .tool(ToolArc.of("b").needs("text").yields("vote-b").withCost(Cost.ofMicros(2)))
        .tool(ToolArc.of("c").needs("text").yields("vote-c").withCost(Cost.ofMicros(3)))
        .quorum("verdict", 2, "vote-a", "vote-b", "vote-c")
        .subtype("verdict", "answer").goal("answer").build();
    healer = Healer.start(votes, board, RunFacts.of(votes), HealPolicy.ofDefaults());

    assertThat(lines(healer.begin(0))).containsExactly("call a", "call b");
    assertThat(lines(healer.on(HealEvent.ToolFailed.of(ToolId.of("b"), FailureClass.OUTAGE, "x"), 0)))
        .containsExactly("reroute b -> c: b is down (x)", "call c");
    healer.on(HealEvent.ToolSucceeded.of(votes.tool(ToolId.of("c"))), 0);
    assertThat(lines(healer.on(HealEvent.ToolSucceeded.of(votes.tool(ToolId.of("a"))), 0))).containsExactly("complete rung 0 (goal)");
  }

  @Test
  void aRunWaitsForTheProbeOfAnotherWhenThereIsNoOtherRoute() {
    board.trip(ToolId.of("check"), 0);
    assertThat(lines(healer.begin(5_000))).contains("call check");
    Healer second = start(RunFacts.of(GRAPH));

    assertThat(second.begin(5_000)).contains(new Decision.Wait(ToolId.of("check"), 5_100, "no other route from what is known"),
        new Decision.Call(HOLD, 1));
    healer.on(HealEvent.ToolSucceeded.of(GRAPH.tool(ToolId.of("check"))), 5_050);
    assertThat(lines(second.on(new HealEvent.HealthChanged(), 5_100))).contains("call check");
  }

  private void toWire() {
    healer = start(RunFacts.of(GRAPH).withApproved(Set.of(WIRE)));
    healer.begin(0);
    ok("hold");
    ok("check");
  }

  private Healer start(RunFacts facts) {
    return Healer.start(GRAPH, board, facts, HealPolicy.ofDefaults());
  }

  private List<String> ok(String tool) {
    return send(HealEvent.ToolSucceeded.of(GRAPH.tool(ToolId.of(tool))));
  }

  private List<String> send(HealEvent event) {
    return lines(healer.on(event, 1));
  }

  private static List<String> lines(List<Decision> decisions) {
    return decisions.stream().map(Decision::toString).toList();
  }
}
