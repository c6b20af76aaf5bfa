package io.roundhouse.routers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CascadedControllerTest {

  private static final AgentProfile ADA = AgentProfile.of("ada", "proves theorems");
  private static final AgentProfile BOB = AgentProfile.of("bob", "proves programs");
  private static final AgentProfile EVE = AgentProfile.of("eve", "breaks programs. Then tells.");
  private static final ModelProfile MODEL = new ModelProfile("m", "", 1_000_000, 1_000_000, 0);
  private static final RoutingRequest REQUEST = new RoutingRequest("proves programs", List.of(ADA, BOB, EVE), List.of(MODEL), 1);

  @Test
  void fillsSeatsOneAfterTheOtherKnowingTheSeatsBefore() {
    Policy<String> rolesInTurn = policy(draft -> Choice.of(
        draft.seats().isEmpty() ? "author" : "critic of " + draft.seats().getLast().agent(),
        "Whoever comes later criticises."));
    Policies policies = Policies.ofDefaults()
        .withMode(Policy.fixed(CollaborationMode.DEBATE, "Debate."))
        .withNumber(Policy.fixed(4, "Four."))
        .withRole(rolesInTurn);

    Decision decision = CascadedController.of(policies).decide(REQUEST);

    assertThat(((Decision.Routed) decision).assignments()).containsExactly(
        new Assignment("bob", "author", "m"),
        new Assignment("ada", "critic of bob", "m"),
        new Assignment("eve", "critic of ada", "m"),
        new Assignment("bob", "critic of eve", "m"));
    assertThat(((Decision.Routed) decision).predicted()).as("several calls, so one call's cost says nothing").isEqualTo(Estimate.UNKNOWN);
    assertThat(decision.trace()).hasSize(4 + 2 * 4);
  }

  @Test
  void givesAModeOfOneAgentOneSeat() {
    Policies policies = Policies.ofDefaults()
        .withMode(Policy.fixed(CollaborationMode.CHAIN_OF_THOUGHT, "Think."))
        .withNumber(Policy.fixed(5, "Five."));

    Decision decision = CascadedController.of(policies).decide(REQUEST);

    assertThat(((Decision.Routed) decision).assignments()).hasSize(1);
    assertThat(decision.stage(Stage.NUMBER)).hasValueSatisfying(number -> assertThat(number.chosen()).containsExactly("1"));
  }

  @Test
  void keepsWhatEarlierStagesPredictedWhereLaterOnesKnowNothing() {
    Estimate hoped = new Estimate(0.9, 1L, Duration.ofSeconds(2));
    Policies policies = Policies.ofDefaults().withMode(policy(draft -> Choice.of(CollaborationMode.SOLO, "Learned.").withPredicted(hoped)));

    Decision decision = CascadedController.of(policies).decide(REQUEST);

    assertThat(((Decision.Routed) decision).predicted()).isEqualTo(new Estimate(0.9, 516L, Duration.ofSeconds(2)));
  }

  @Test
  void neverOffersWhatTheCallerMayNotUse() {
    Policies policies = Policies.ofDefaults()
        .withEligibility(policy(draft -> Choice.of(List.of(EVE, ADA), "bob is not for this caller.")));

    Decision decision = CascadedController.of(policies).decide(new RoutingRequest("sing", REQUEST.agents(), List.of(), 1));

    assertThat(((Decision.OutOfScope) decision).capabilities()).extracting(Capability::agent).containsExactly("ada", "eve");
    assertThat(decision.explain())
        .isEqualTo("No agent says anything about what was asked. You can ask: ada (proves theorems), eve (breaks programs).");
  }

  @Test
  void stopsIfNobodyIsEligible() {
    Policies policies = Policies.ofDefaults().withEligibility(policy(draft -> Choice.of(List.of(), "The request looks like a jailbreak.")));

    Decision decision = CascadedController.of(policies).decide(REQUEST);

    assertThat(decision).isInstanceOf(Decision.OutOfScope.class);
    assertThat(decision.trace()).hasSize(1);
    assertThat(decision.explain()).isEqualTo("The request looks like a jailbreak.");
  }

  @Test
  void refusesPoliciesThatBreakTheirContract() {
    AgentProfile stranger = AgentProfile.of("mallory", "");
    ModelProfile unknown = new ModelProfile("unknown", "", 0, 0, 0);
    Policies defaults = Policies.ofDefaults();

    assertBroken(defaults.withAgents(policy(draft -> Choice.of(List.of(stranger), "Mine."))), "chose [mallory] at stage AGENTS");
    assertBroken(defaults.withAgents(policy(draft -> Choice.of(List.of(ADA, ADA), "Twice."))), "chose [ada, ada] at stage AGENTS");
    assertBroken(defaults.withModel(policy(draft -> Choice.of(Optional.of(unknown), "Mine."))), "chose unknown at stage MODEL");
    assertBroken(
        defaults.withMode(Policy.fixed(CollaborationMode.CHAIN, "Chain.")).withNumber(Policy.fixed(0, "None.")), "chose 0 at stage NUMBER");
  }

  private static void assertBroken(Policies policies, String message) {
    assertThatThrownBy(() -> CascadedController.of(policies).decide(REQUEST))
        .isInstanceOf(RoutingException.BrokenPolicy.class)
        .hasMessageContaining(message);
  }

  private static <C> Policy<C> policy(Function<Draft, Choice<C>> choose) {
    return new Policy<>() {
      @Override
      public Choice<C> choose(Draft draft) {
        return choose.apply(draft);
      }

      @Override
      public String version() {
        return "test/1";
      }
    };
  }
}
