package io.roundhouse.toolgraph.heal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.GraphException;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.health.HealthBoard;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HealerTest {

  private final HealthBoard board = HealthBoard.ofDefaults();
  private final Healer healer = Healer.start(InvoiceGraph.GRAPH, board, RunFacts.of(InvoiceGraph.GRAPH), HealPolicy.ofDefaults());

  @Test
  void callsIndependentStepsTogetherAndCompletes() {
    assertThat(lines(healer.begin(0))).containsExactly("call parse");
    assertThat(ok("parse")).containsExactly("call rate-ecb", "call register");
    assertThat(ok("rate-ecb")).isEmpty();
    assertThat(ok("register")).containsExactly("call validate");
    assertThat(ok("validate")).containsExactly("call post-ledger");
    assertThat(ok("post-ledger")).containsExactly("call archive", "call mail");
    assertThat(ok("mail")).isEmpty();
    assertThat(ok("archive")).containsExactly("complete rung 0 (posted and told)");
    assertThat(healer.isOver()).isTrue();
  }

  @Test
  void reroutesAroundAnOutageAndKeepsFinishedWork() {
    toValidated();

    assertThat(fail("post-ledger", FailureClass.OUTAGE, "connection refused"))
        .containsExactly("reroute post-ledger -> post-queue: post-ledger is down (connection refused)", "call post-queue");
    assertThat(ok("post-queue")).containsExactly("call archive", "call mail");
  }

  @Test
  void retriesAPassingFaultAndGivesUpAfterThreeAttempts() {
    toValidated();

    assertThat(fail("post-ledger", FailureClass.TRANSIENT, "reset"))
        .containsExactly("retry post-ledger in 100 ms (attempt 2): post-ledger failed for a moment (reset)");
    assertThat(fail("post-ledger", FailureClass.TRANSIENT, "reset"))
        .containsExactly("retry post-ledger in 200 ms (attempt 3): post-ledger failed for a moment (reset)");
    assertThat(fail("post-ledger", FailureClass.TRANSIENT, "reset"))
        .containsExactly("reroute post-ledger -> post-queue: post-ledger failed for a moment (reset)", "call post-queue");
  }

  @Test
  void badInputTakesTheLowestRungAndUndoesWhatItDoesNotNeed() {
    healer.begin(0);
    ok("parse");
    ok("rate-ecb");
    ok("register");

    assertThat(fail("validate", FailureClass.BAD_INPUT, "totals differ")).containsExactly(
        "demote from rung 0 to rung 2 (rejected): validate refused its input (totals differ)",
        "compensate register by release: not needed for rejected");
    assertThat(lines(healer.on(new HealEvent.CompensationSucceeded(ToolId.of("register")), 9))).containsExactly("call reject");
    assertThat(ok("reject")).containsExactly("complete rung 2 (rejected)");
  }

  @Test
  void badInputIsNotTriedOnAStandInOfTheSameContract() {
    toValidated();

    assertThat(fail("post-ledger", FailureClass.BAD_INPUT, "no such account"))
        .containsExactly("demote from rung 0 to rung 2 (rejected): post-ledger refused its input (no such account)",
            "compensate register by release: not needed for rejected");
    assertThat(board.isCallable(ToolId.of("post-ledger"), 0)).isTrue();
  }

  @Test
  void waitsForAPausedToolWhenThereIsNoOtherRoute() {
    healer.begin(0);

    List<Decision> decisions = healer.on(
        HealEvent.ToolFailed.of(ToolId.of("parse"), FailureClass.RATE_LIMITED, "429").withRetryAfterMillis(700), 5);

    assertThat(decisions).containsExactly(new Decision.Wait(ToolId.of("parse"), 705, "parse is rate-limited (429)"));
    assertThat(lines(healer.on(new HealEvent.HealthChanged(), 705))).containsExactly("call parse (attempt 2)");
  }

  @Test
  void escalatesOnceBeforeAnythingIsCalledWhenNoRungHasARoute() {
    board.trip(ToolId.of("parse"), 0);
    board.trip(ToolId.of("reject"), 0);

    List<Decision> decisions = healer.begin(0);

    assertThat(decisions).singleElement().isInstanceOfSatisfying(Decision.Escalate.class, ask -> {
      assertThat(ask.question().kind()).isEqualTo(Question.Kind.NO_ROUTE);
      assertThat(ask.question().blockers()).containsExactly(ToolId.of("parse"));
    });
    board.restore(ToolId.of("parse"));
    assertThat(lines(healer.on(new HealEvent.HealthChanged(), 1))).last().isEqualTo("call parse");
  }

  @Test
  void aimsHighAgainWhenOnlyAHigherRungIsInReach() {
    board.trip(ToolId.of("parse"), 0);
    assertThat(lines(healer.begin(0))).containsExactly(
        "demote from rung 0 to rung 2 (rejected): no other route from what is known", "call reject");
    assertThat(fail("reject", FailureClass.OUTAGE, "gone"))
        .containsExactly("escalate: no route to [rejection-filed]; blocked by [reject]; reject is down (gone)");
    board.restore(ToolId.of("parse"));

    assertThat(lines(healer.on(new HealEvent.HealthChanged(), 2))).containsExactly(
        "reroute -> parse, rate-ecb, register, validate, post-ledger, archive, mail: health changed; 'posted and told' is in reach again",
        "call parse");
    assertThat(healer.rung()).isZero();
  }

  @Test
  void resumesFromFactsWithoutRepeatingAFinishedCall() {
    toValidated();

    Healer resumed = Healer.start(InvoiceGraph.GRAPH, HealthBoard.ofDefaults(), healer.facts(), HealPolicy.ofDefaults());

    assertThat(healer.facts().inDoubt()).containsExactly(ToolId.of("post-ledger"));
    assertThat(lines(resumed.begin(0))).containsExactly("call post-ledger");
  }

  @Test
  void undoesACompensatableCallInDoubtBeforeCallingItAgain() {
    RunFacts facts = RunFacts.of(InvoiceGraph.GRAPH)
        .withCompleted(List.of(new RunFacts.CompletedCall(ToolId.of("parse"), InvoiceGraph.GRAPH.tool(ToolId.of("parse")).outputs())))
        .withInDoubt(Set.of(ToolId.of("register")));
    Healer resumed = Healer.start(InvoiceGraph.GRAPH, board, facts, HealPolicy.ofDefaults());

    assertThat(lines(resumed.begin(0))).containsExactly("compensate register by release: its outcome was not recorded");
    assertThat(lines(resumed.on(new HealEvent.CompensationSucceeded(ToolId.of("register")), 1)))
        .containsExactly("call rate-ecb", "call register");
  }

  @Test
  void cancellingUndoesFinishedWorkAndStops() {
    toValidated();

    assertThat(lines(healer.on(new HealEvent.Cancelled("caller left"), 1))).isEmpty();
    assertThat(fail("post-ledger", FailureClass.TRANSIENT, "reset"))
        .containsExactly("abandon post-ledger: post-ledger failed for a moment (reset)",
            "compensate register by release: cancelled: caller left");
    assertThat(lines(healer.on(new HealEvent.CompensationSucceeded(ToolId.of("register")), 2)))
        .containsExactly("stop: cancelled: caller left");
  }

  @Test
  void refusesAnOutcomeThatBelongsToNoCall() {
    healer.begin(0);

    assertThatThrownBy(() -> ok("mail")).isInstanceOf(GraphException.UnexpectedEvent.class)
        .hasMessage("no call of 'mail' is under way; report each outcome once");
  }

  private void toValidated() {
    healer.begin(0);
    Stream.of("parse", "rate-ecb", "register", "validate").forEach(this::ok);
  }

  private List<String> ok(String tool) {
    return lines(healer.on(HealEvent.ToolSucceeded.of(InvoiceGraph.GRAPH.tool(ToolId.of(tool))), 1));
  }

  private List<String> fail(String tool, FailureClass failure, String message) {
    return lines(healer.on(HealEvent.ToolFailed.of(ToolId.of(tool), failure, message), 1));
  }

  private static List<String> lines(List<Decision> decisions) {
    return decisions.stream().map(Decision::toString).toList();
  }
}
