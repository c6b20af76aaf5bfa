package io.roundhouse.routers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a front desk with an untrained controller does; read this first. */
class FrontDeskTest {

  private static final AgentProfile INVOICES = new AgentProfile(
      "invoices",
      "Reads supplier invoices and posts them to the ledger.",
      List.of(new SkillProfile("post-invoice", "Post an invoice", List.of("accounting"), List.of("book this bill from Acme"))),
      null);
  private static final AgentProfile STATUS = AgentProfile.of("status", "Tells whether a shipment has arrived and when it was paid.");
  private static final ModelProfile SMALL = new ModelProfile("small", "", 100_000, 400_000, 8_000);
  private static final ModelProfile LARGE = new ModelProfile("large", "", 3_000_000, 15_000_000, 200_000);

  private final Controller controller = CascadedController.ofDefaults();

  @Test
  void asksTheAgentThatSpeaksOfTheRequest() {
    Decision decision = controller.decide(request("Has my shipment arrived?"));

    assertThat(decision).isInstanceOfSatisfying(Decision.Routed.class, routed -> {
      assertThat(routed.assignments()).containsExactly(new Assignment("status", "answerer", "small"));
      assertThat(routed.mode()).isEqualTo(CollaborationMode.SOLO);
      assertThat(routed.predicted().costMicros()).isEqualTo(206);
      assertThat(routed.predicted().quality()).isNull();
    });
  }

  @Test
  void explainsItselfInThreeSentences() {
    Decision decision = controller.decide(request("Post these bills to the ledger, was it paid?"));

    assertThat(decision.explain()).isEqualTo("invoices answers, because it speaks of 'Post', 'bills', 'ledger'; status comes next. "
        + "One agent answers alone, which is the rule until other modes have shown their worth. "
        + "It uses small, the cheapest of 2 models with room for the request.");
  }

  @Test
  void saysWhatTheAgentsCanDoIfNobodyFits() {
    Decision decision = controller.decide(request("Write a poem about the sea"));

    assertThat(decision).isInstanceOfSatisfying(Decision.OutOfScope.class, none -> assertThat(none.capabilities()).containsExactly(
        new Capability("invoices", "Reads supplier invoices and posts them to the ledger."),
        new Capability("status", "Tells whether a shipment has arrived and when it was paid.")));
    assertThat(decision.explain()).isEqualTo("No agent says anything about what was asked. You can ask: "
        + "invoices (Reads supplier invoices and posts them to the ledger), "
        + "status (Tells whether a shipment has arrived and when it was paid).");
  }

  @Test
  void asksTheOnlyAgentWhateverTheRequest() {
    Decision decision = controller.decide(new RoutingRequest("Write a poem", List.of(STATUS), List.of(), 7));

    assertThat(((Decision.Routed) decision).lead()).isEqualTo(new Assignment("status", "answerer", null));
    assertThat(decision.candidates()).isEmpty();
    assertThat(decision.confidence()).isNull();
  }

  @Test
  void recordsWhatTheDecisionWasTakenWith() {
    Decision decision = controller.decide(request("the ledger"));

    assertThat(decision.versions().catalog()).isEqualTo(42);
    assertThat(decision.versions().embeddingModel()).isNull();
    assertThat(decision.versions().policies()).containsOnlyKeys(Stage.values())
        .containsEntry(Stage.AGENTS, "lexical/1").containsEntry(Stage.MODE, "fixed-solo/1");
    assertThat(decision.trace()).extracting(StageTrace::stage).containsExactly(Stage.values());
    assertThat(decision.candidates()).singleElement().satisfies(only -> assertThat(only.propensity()).isEqualTo(1));
    assertThat(decision.confidence()).isEqualTo(1);
  }

  @Test
  void hasNobodyToAskWithoutAgents() {
    Decision decision = controller.decide(new RoutingRequest("anything", List.of(), List.of(SMALL), 1));

    assertThat(decision).isInstanceOfSatisfying(Decision.OutOfScope.class, none -> assertThat(none.capabilities()).isEmpty());
    assertThat(decision.explain()).isEqualTo("There is no agent to choose from.");
  }

  private static RoutingRequest request(String text) {
    return new RoutingRequest(text, List.of(INVOICES, STATUS), List.of(LARGE, SMALL), 42);
  }
}
