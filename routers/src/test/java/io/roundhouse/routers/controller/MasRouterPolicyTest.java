package io.roundhouse.routers.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.routers.AgentProfile;
import io.roundhouse.routers.CascadedController;
import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.Decision;
import io.roundhouse.routers.ModelProfile;
import io.roundhouse.routers.Policies;
import io.roundhouse.routers.RoutingException;
import io.roundhouse.routers.RoutingRequest;
import io.roundhouse.routers.controller.ControllerSnapshot.Kind;
import io.roundhouse.routers.controller.episodes.Episode;
import io.roundhouse.routers.controller.episodes.Plan;
import io.roundhouse.routers.controller.episodes.PlanSeat;
import io.roundhouse.routers.controller.episodes.Reward;
import io.roundhouse.routers.controller.plans.PlanBook;
import io.roundhouse.routers.controller.plans.PlanFacts;
import io.roundhouse.routers.controller.plans.TableScorer;
import io.roundhouse.routers.controller.plans.Walk;
import io.roundhouse.routers.models.Goal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MasRouterPolicyTest {

  private static final KindEmbedder EMBEDDER = new KindEmbedder();
  private static final Plan SOLO = Plan.solo("small");
  private static final Plan GATE = Plan.of(CollaborationMode.AGREEMENT_GATE,
      new PlanSeat("solver", "small"), new PlanSeat("solver", "tiny"), new PlanSeat("checker", "large"));
  private static final Plan DEBATE = Plan.of(CollaborationMode.DEBATE, new PlanSeat("solver", "small"), new PlanSeat("checker", null));
  private static final PlanBook BOOK = PlanBook.of(List.of(facts(SOLO, 0.5), facts(GATE, 0.8), facts(DEBATE, 0.6)));

  private static PlanFacts facts(Plan plan, double utility) {
    return new PlanFacts(plan, 100, 100, utility, utility, 1000.0, 1.5);
  }

  private static ControllerSnapshot snapshot(Kind kind) {
    TableScorer table = TableScorer.of(
        List.of(EMBEDDER.embed("sums"), EMBEDDER.embed("poems")), new double[][] {{0.9, 0.8, 0.1}, {0.2, 0.3, 0.4}});
    return new ControllerSnapshot(EMBEDDER.name(), "test", 300, Goal.BALANCED, BOOK, kind, table, null, null, null,
        List.of("it was better"));
  }

  private static RoutingRequest request(String text, String... models) {
    return new RoutingRequest(text, List.of(AgentProfile.of("ada", "solves"), AgentProfile.of("bob", "solves too")),
        Stream.of(models).map(model -> new ModelProfile(model, "", 1, 1, 0)).toList(), 1);
  }

  private static Policies everyone() {
    return Policies.ofDefaults().withAgents(new EveryonesTurn());
  }

  private static Decision.Routed decide(MasRouterPolicy learned, RoutingRequest request) {
    return (Decision.Routed) CascadedController.of(learned.into(everyone())).decide(request);
  }

  @Test
  void takesTheBestPlanSeatBySeat() {
    Decision.Routed decision = decide(MasRouterPolicy.of(snapshot(Kind.STATIC), EMBEDDER), request("sums 1", "large", "small", "tiny"));

    assertThat(Plan.of(decision)).isEqualTo(GATE);
    assertThat(decision.predicted().quality()).isEqualTo(0.8);
    assertThat(decision.explain()).contains("Mode agreement gate has served best over all requests so far.");
    assertThat(decision.versions().embeddingModel()).isEqualTo("kind/1");
  }

  @Test
  void choosesOnlyPlansWhoseModelsAreOfferedAndWhoseModeIsAllowed() {
    MasRouterPolicy learned = MasRouterPolicy.of(snapshot(Kind.STATIC), EMBEDDER);

    assertThat(Plan.of(decide(learned, request("sums 1", "small", "tiny"))).mode()).isEqualTo(CollaborationMode.DEBATE);
    assertThat(Plan.of(decide(learned.withModes(List.of(CollaborationMode.SOLO)), request("sums 1", "large", "small", "tiny"))))
        .isEqualTo(SOLO);
  }

  @Test
  void leavesToTheUsualPoliciesWhatNoPlanCovers() {
    Decision.Routed decision = decide(MasRouterPolicy.of(snapshot(Kind.STATIC), EMBEDDER), request("sums 1", "unheard-of"));

    assertThat(Plan.of(decision)).isEqualTo(Plan.solo("unheard-of"));
    assertThat(decision.explain()).contains("until other modes have shown their worth");
  }

  @Test
  void aSeatWithoutAModelGetsTheUsualOne() {
    MasRouterPolicy learned = MasRouterPolicy.of(snapshot(Kind.STATIC), EMBEDDER).withModes(List.of(CollaborationMode.DEBATE));

    Decision.Routed decision = decide(learned, request("sums 1", "small", "tiny"));

    assertThat(Plan.of(decision)).isEqualTo(
        Plan.of(CollaborationMode.DEBATE, new PlanSeat("solver", "small"), new PlanSeat("checker", "small")));
  }

  @Test
  void aTableDecidesByTheKindOfText() {
    MasRouterPolicy learned = MasRouterPolicy.of(snapshot(Kind.TABLE), EMBEDDER);

    assertThat(Plan.of(decide(learned, request("sums 7", "large", "small", "tiny")))).isEqualTo(SOLO);
    assertThat(Plan.of(decide(learned, request("poems 7", "large", "small", "tiny"))).mode()).isEqualTo(CollaborationMode.DEBATE);
  }

  @Test
  void aWalkEndsAtThePlanThatTheControllerCarriesOut() {
    for (Kind kind : List.of(Kind.STATIC, Kind.TABLE)) {
      ControllerSnapshot snapshot = snapshot(kind);
      for (int i = 0; i < 50; i++) {
        String text = (i % 2 == 0 ? "sums " : "poems ") + i;

        int walked = Walk.best(BOOK, snapshot.scorer(), EMBEDDER.embed(text), plan -> plan.mode() != CollaborationMode.DEBATE);

        Decision.Routed decision = decide(MasRouterPolicy.of(snapshot, EMBEDDER)
            .withModes(List.of(CollaborationMode.SOLO, CollaborationMode.AGREEMENT_GATE)), request(text, "large", "small", "tiny"));
        assertThat(Plan.of(decision)).isEqualTo(BOOK.plans().get(walked).plan());
      }
    }
  }

  @Test
  void exploresAsOftenAsTheLoggedProbabilitiesSay() {
    MasRouterPolicy learned = MasRouterPolicy.of(snapshot(Kind.STATIC), EMBEDDER).withExploration(0.3, "spring");
    int gates = 0;
    double inverse = 0;
    int requests = 4000;
    for (int i = 0; i < requests; i++) {
      String text = "sums " + i;
      Decision.Routed decision = decide(learned, request(text, "large", "small", "tiny"));
      Episode episode = Episode.of("e" + i, text, decision, Reward.UNKNOWN);
      gates += episode.plan().mode() == CollaborationMode.AGREEMENT_GATE ? 1 : 0;
      inverse += episode.plan().equals(SOLO) ? 1 / episode.propensity() : 0;
      assertThat(decide(learned, request(text, "large", "small", "tiny"))).isEqualTo(decision);
    }

    assertThat(gates / (double) requests).isCloseTo(0.8, within(0.03));
    assertThat(inverse / requests).as("weights by propensity add up to the number of requests").isCloseTo(1, within(0.15));
  }

  @Test
  void equalTextsMayBeDecidedDifferentlyUnderAnotherSalt() {
    MasRouterPolicy learned = MasRouterPolicy.of(snapshot(Kind.STATIC), EMBEDDER);

    List<CollaborationMode> modes = Stream.iterate(0, i -> i + 1).limit(60)
        .map(i -> decide(learned.withExploration(1, "run-" + i), request("sums", "large", "small", "tiny")).mode()).distinct().toList();

    assertThat(modes).hasSize(3);
  }

  @Test
  void aSnapshotIsReadAsItWasWrittenAndItsVersionNamesItsContents() {
    ControllerSnapshot snapshot = snapshot(Kind.TABLE);

    ControllerSnapshot read = ControllerSnapshot.fromJson(snapshot.toJson());

    assertThat(read.version()).isEqualTo(snapshot.version()).hasSize(16);
    assertThat(read.book().plans()).isEqualTo(BOOK.plans());
    assertThat(snapshot.with(Kind.STATIC).version()).isNotEqualTo(snapshot.version());
    assertThatThrownBy(() -> ControllerSnapshot.fromJson("{}")).hasMessageContaining("expected 'roundhouse-controller/1'");
  }

  @Test
  void refusesVectorsOfAnotherEmbedder() {
    ControllerSnapshot other = ControllerSnapshot.fixed("bge", "test", Goal.BEST, BOOK);

    assertThatThrownBy(() -> MasRouterPolicy.of(other, EMBEDDER)).isInstanceOf(RoutingException.Invalid.class)
        .hasMessageContaining("'bge'").hasMessageContaining("'kind/1'");
  }
}
