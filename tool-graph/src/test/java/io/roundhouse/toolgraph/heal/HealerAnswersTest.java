package io.roundhouse.toolgraph.heal;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.toolgraph.Effect;
import io.roundhouse.toolgraph.FailureClass;
import io.roundhouse.toolgraph.RandomGraph;
import io.roundhouse.toolgraph.Seeds;
import io.roundhouse.toolgraph.ToolArc;
import io.roundhouse.toolgraph.ToolGraph;
import io.roundhouse.toolgraph.ToolId;
import io.roundhouse.toolgraph.health.HealthBoard;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A question is not the end: every answer it offers leads on. */
class HealerAnswersTest {

  private static final ToolId WIRE = ToolId.of("wire");

  private static final ToolGraph GRAPH = ToolGraph.builder("payment").inputs("order")
      .tool(ToolArc.of("hold").needs("order").yields("held").undoneBy("unhold"))
      .tool(ToolArc.of("unhold").needs("held"))
      .tool(ToolArc.of("wire").needs("held").yields("paid").withEffect(Effect.IRREVERSIBLE).withGated(true))
      .tool(ToolArc.of("park").needs("order").yields("parked").withEffect(Effect.IDEMPOTENT))
      .rung("paid", "paid").rung("parked", "parked").build();

  private final HealthBoard board = HealthBoard.ofDefaults();
  private final Healer healer = Healer.start(GRAPH, board, RunFacts.of(GRAPH), HealPolicy.ofDefaults());

  @Test
  void aRunWhoseQuestionsAreAnsweredEndsAndDoesNothingTwice() {
    AtomicInteger answered = new AtomicInteger();
    Seeds.check("attended", 2_000, random -> {
      ToolGraph graph = new RandomGraph(random).withEffects().withGates().withGroups().make();
      World world = new World(graph, new World.Nature(random.nextLong(), 10 + random.nextInt(50)), random.nextLong())
          .attended(new Random(random.nextLong()), 6)
          .run();

      assertThat(world.violations).as("log %s", world.log).isEmpty();
      assertThat(world.answers).isEqualTo(world.failures);
      answered.addAndGet(world.answered);
    });
    assertThat(answered.get()).as("answers given in all runs").isGreaterThan(500);
  }

  @Test
  void crashesAmongAnswersChangeNothingAboutThat() {
    Seeds.check("attended crash", 1_000, random -> {
      ToolGraph graph = new RandomGraph(random).withEffects().withGates().make();
      World world = new World(graph, new World.Nature(random.nextLong(), 10 + random.nextInt(40)), random.nextLong())
          .attended(new Random(random.nextLong()), 6)
          .crashingAfter(random.nextInt(12))
          .run();

      assertThat(world.violations).as("log %s", world.log).isEmpty();
    });
  }

  @Test
  void tryingAgainCallsWhatWasGivenUp() {
    Question question = untilNoRoute();

    assertThat(names(question)).containsExactly("try again", "give up");
    assertThat(answer(question, "try again")).first().asString().startsWith("reroute -> ").endsWith(": tried again as a person said");
    assertThat(healer.isAsking()).isFalse();
  }

  @Test
  void tryingAgainInVainAsksAgain() {
    answer(untilNoRoute(), "try again");

    board.trip(ToolId.of("park"), 2);
    board.trip(WIRE, 2);
    List<Decision> again = healer.on(new HealEvent.Approved(WIRE), 2);

    assertThat(again).singleElement().isInstanceOf(Decision.Escalate.class);
    assertThat(names(question(again))).containsExactly("try again", "give up");
  }

  @Test
  void givingUpUndoesWhatCanBeUndone() {
    Question question = untilNoRoute();

    assertThat(answer(question, "give up")).containsExactly("compensate hold by unhold: cancelled: given up");
    assertThat(lines(healer.on(new HealEvent.CompensationSucceeded(ToolId.of("hold")), 2))).containsExactly("stop: cancelled: given up");
  }

  @Test
  void aRefusedStepCanBeApprovedAfterAll() {
    healer.begin(0);
    board.trip(ToolId.of("park"), 0);
    healer.on(HealEvent.ToolSucceeded.of(GRAPH.tool(ToolId.of("hold"))), 1);
    Question question = question(healer.on(new HealEvent.Refused(WIRE, "too much"), 1));

    assertThat(names(question)).containsExactly("try again", "approve wire", "give up");
    assertThat(answer(question, "approve wire")).containsExactly("reroute -> wire: wire was approved", "call wire");
  }

  @Test
  void aCallInDoubtCanBeTakenOverForAWeakerGoal() {
    Question question = untilInDoubt();

    assertThat(names(question)).containsExactly(
        "wire took effect", "wire did not take effect", "go on without wire, content with 'parked'", "give up");
    assertThat(answer(question, "go on without wire, content with 'parked'").getFirst())
        .startsWith("demote from rung 0 to rung 1 (parked)");
    assertThat(healer.facts().waived()).containsExactly(WIRE);
    Healer next = Healer.start(GRAPH, HealthBoard.ofDefaults(), healer.facts(), HealPolicy.ofDefaults());
    assertThat(next.begin(3)).noneMatch(Decision.Escalate.class::isInstance);
  }

  @Test
  void aCallInDoubtThatTookEffectCompletesTheRun() {
    assertThat(answer(untilInDoubt(), "wire took effect")).last().isEqualTo("complete rung 0 (paid)");
  }

  @Test
  void anUndoThatFailedCanBeTriedAgain() {
    healer.begin(0);
    healer.on(HealEvent.ToolSucceeded.of(GRAPH.tool(ToolId.of("hold"))), 1);
    healer.on(new HealEvent.Refused(WIRE, "too much"), 1);
    Question question = null;
    for (int attempt = 1; attempt <= 5; attempt++) {
      List<Decision> decisions = healer.on(new HealEvent.CompensationFailed(ToolId.of("hold"), "gone"), 1);
      question = attempt == 5 ? question(decisions) : null;
    }

    assertThat(names(question)).containsExactly("undo hold again", "hold is undone", "leave hold as it is", "give up");
    assertThat(answer(question, "undo hold again")).containsExactly("compensate hold by unhold: undone again as a person said");
    assertThat(lines(healer.on(new HealEvent.CompensationSucceeded(ToolId.of("hold")), 2))).contains("call park");
  }

  @Test
  void anAnswerAboutWhatIsNotInDoubtIsRefused() {
    healer.begin(0);

    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> healer.on(new HealEvent.Waived(WIRE), 1)))
        .hasMessageContaining("'wire' is not in doubt");
    assertThat(healer.facts().waived()).isEqualTo(Set.of());
  }

  private Question untilNoRoute() {
    healer.begin(0);
    board.trip(ToolId.of("park"), 0);
    board.trip(WIRE, 0);
    return question(healer.on(HealEvent.ToolSucceeded.of(GRAPH.tool(ToolId.of("hold"))), 1));
  }

  private Question untilInDoubt() {
    healer.begin(0);
    healer.on(HealEvent.ToolSucceeded.of(GRAPH.tool(ToolId.of("hold"))), 1);
    healer.on(new HealEvent.Approved(WIRE), 1);
    return question(healer.on(HealEvent.ToolFailed.of(WIRE, FailureClass.TIMEOUT, "30 s"), 1));
  }

  private static Question question(List<Decision> decisions) {
    return decisions.stream().filter(Decision.Escalate.class::isInstance).map(ask -> ((Decision.Escalate) ask).question())
        .findFirst().orElseThrow(() -> new AssertionError("no question in " + decisions));
  }

  private List<String> answer(Question question, String name) {
    HealEvent event = question.answers().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow().event();
    return lines(healer.on(event, 2));
  }

  private static List<String> names(Question question) {
    return question.answers().stream().map(Question.Answer::name).toList();
  }

  private static List<String> lines(List<Decision> decisions) {
    return decisions.stream().map(Decision::toString).toList();
  }
}
