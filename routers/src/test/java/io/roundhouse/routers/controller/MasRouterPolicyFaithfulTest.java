package io.roundhouse.routers.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.roundhouse.routers.AgentProfile;
import io.roundhouse.routers.Assignment;
import io.roundhouse.routers.Candidate;
import io.roundhouse.routers.CascadedController;
import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.Decision;
import io.roundhouse.routers.ModelProfile;
import io.roundhouse.routers.Policies;
import io.roundhouse.routers.Policy;
import io.roundhouse.routers.RoutingException;
import io.roundhouse.routers.RoutingRequest;
import io.roundhouse.routers.Stage;
import io.roundhouse.routers.StageTrace;
import io.roundhouse.routers.controller.episodes.Episode;
import io.roundhouse.routers.controller.episodes.EpisodeException;
import io.roundhouse.routers.controller.episodes.Plan;
import io.roundhouse.routers.controller.episodes.PlanSeat;
import io.roundhouse.routers.controller.episodes.Reward;
import io.roundhouse.routers.controller.network.CascadeTraining;
import io.roundhouse.routers.controller.network.Named;
import io.roundhouse.routers.controller.network.PaperGolden;
import io.roundhouse.routers.controller.network.Vocabulary;
import io.roundhouse.routers.controller.plans.PlanBook;
import io.roundhouse.routers.controller.plans.PlanFacts;
import io.roundhouse.routers.embedding.TextEmbedder;
import io.roundhouse.routers.models.Goal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The same type with the flag on: MasRouter as its own program decides, in a controller, on the golden weights. */
class MasRouterPolicyFaithfulTest {

  private static final PaperGolden GOLDEN = new PaperGolden();
  private static final String[] MODELS = {"model-0", "model-1", "model-2", "model-3", "model-4"};

  /** The golden text has the golden vector, any other one of its own. */
  private static final TextEmbedder EMBEDDER = new TextEmbedder() {

    @Override
    public String name() {
      return "golden/1";
    }

    @Override
    public int dimensions() {
      return 6;
    }

    @Override
    public float[] embed(String text) {
      float[] vector = GOLDEN.query();
      SplittableRandom draws = new SplittableRandom(text.hashCode());
      for (int d = 0; d < vector.length && !"golden".equals(text); d++) {
        vector[d] = (float) draws.nextGaussian();
      }
      return vector;
    }
  };

  private static final ControllerSnapshot SNAPSHOT = ControllerSnapshot.fixed("golden/1", "test", Goal.BEST,
      PlanBook.of(List.of(new PlanFacts(Plan.solo("model-0"), 9, 9, 0.5, 0.5, null, null)))).withPublished(GOLDEN.cascade());

  private static RoutingRequest request(String text, String... models) {
    return new RoutingRequest(text, List.of(AgentProfile.of("ada", "solves"), AgentProfile.of("bob", "solves too")),
        Stream.of(models).map(model -> new ModelProfile(model, "", 1, 1, 0)).toList(), 1);
  }

  private static Decision.Routed decide(MasRouterPolicy policy, RoutingRequest request) {
    return (Decision.Routed) CascadedController.of(policy.into(Policies.ofDefaults().withAgents(new EveryonesTurn()))).decide(request);
  }

  private static MasRouterPolicy faithful() {
    return MasRouterPolicy.of(SNAPSHOT, EMBEDDER).withFaithful(true);
  }

  private static void assertProbabilities(StageTrace stage, JsonNode expected, String prefix) {
    assertThat(stage.candidates()).hasSize(expected.size());
    for (Candidate candidate : stage.candidates()) {
      int index = prefix.isEmpty() ? PaperGolden.MODES.indexOf(candidate.name()) : Integer.parseInt(candidate.name().replace(prefix, ""));
      assertThat(candidate.propensity()).as(candidate.name()).isCloseTo(expected.get(index).asDouble(), within(1e-9));
    }
  }

  @Test
  void aControllerTakesTheDecisionOfThePublishedProgram() {
    Decision.Routed decision = decide(faithful().withDraws(seeded -> GOLDEN.draws()), request("golden", MODELS));

    JsonNode expected = GOLDEN.expected();
    String role = "role-%d-".formatted(expected.path("task").asInt());
    assertThat(decision.mode().name()).isEqualTo(PaperGolden.MODES.get(expected.path("mode").asInt()));
    assertThat(decision.assignments()).hasSize(expected.path("number").asInt()).extracting(Assignment::role)
        .containsExactly(IntStream.range(0, expected.path("number").asInt())
            .mapToObj(seat -> role + expected.path("roles").get(seat).asInt()).toArray(String[]::new));
    assertThat(decision.assignments()).extracting(Assignment::model)
        .containsExactly(IntStream.range(0, expected.path("number").asInt())
            .mapToObj(seat -> "model-" + expected.path("models").get(seat).asInt()).toArray(String[]::new));
    assertProbabilities(decision.stage(Stage.MODE).orElseThrow(), expected.path("modeChances"), "");
    assertThat(decision.stage(Stage.NUMBER).orElseThrow().candidates().getFirst().score())
        .isCloseTo(expected.path("numberReal").asDouble(), within(1e-9));
    List<StageTrace> roles = decision.trace().stream().filter(stage -> stage.stage() == Stage.ROLE).toList();
    for (int seat = 0; seat < roles.size(); seat++) {
      assertProbabilities(roles.get(seat), expected.path("roleChances").get(seat), role);
    }
    assertProbabilities(decision.stage(Stage.MODEL).orElseThrow(), expected.path("modelChances"), "model-");
    assertThat(decision.explain()).contains("MasRouter as published drew mode chain, with a probability of 0.");
    assertThat(decision.versions().embeddingModel()).isEqualTo("golden/1");
  }

  @Test
  void withoutTheFlagTheSameSnapshotDecidesByPlansThatWereTried() {
    Decision.Routed decision = decide(faithful().withFaithful(false), request("golden", MODELS));

    assertThat(Plan.of(decision)).isEqualTo(Plan.solo("model-0"));
  }

  @Test
  void drawsAsOftenAsTheLoggedProbabilitiesSayAndTheSameUnderTheSameSalt() {
    Map<String, Double> weights = new HashMap<>();
    int requests = 2000;
    for (int i = 0; i < requests; i++) {
      MasRouterPolicy policy = faithful().withExploration(0, "run-" + i);
      Decision.Routed decision = decide(policy, request("golden", MODELS));
      StageTrace mode = decision.stage(Stage.MODE).orElseThrow();
      double propensity = Episode.of("e", "golden", decision, Reward.UNKNOWN).stages().getFirst().propensity();
      weights.merge(mode.chosen().getFirst(), 1 / propensity / requests, Double::sum);
      assertThat(mode.candidates().stream().mapToDouble(Candidate::propensity).sum()).isCloseTo(1, within(1e-9));
      if (i < 20) {
        assertThat(decide(policy, request("golden", MODELS))).isEqualTo(decision);
      }
    }

    assertThat(weights).hasSize(6).allSatisfy((mode, weight) -> assertThat(weight).as(mode).isCloseTo(1, within(0.25)));
  }

  @Test
  void leavesToTheUsualPoliciesWhatCannotBeCarriedOutAndCountsIt() {
    MasRouterPolicy policy = faithful().withDraws(seeded -> GOLDEN.draws());

    Decision.Routed decision = decide(policy.withModes(List.of(CollaborationMode.DEBATE)), request("golden", "model-0"));

    assertThat(decision.mode()).as("the usual mode").isEqualTo(CollaborationMode.SOLO);
    assertThat(decision.lead().model()).isEqualTo("model-0");
    StageTrace mode = decision.stage(Stage.MODE).orElseThrow();
    assertThat(mode.reason()).isEqualTo("MasRouter as published drew mode chain, which is not to be had here "
        + "(once so far it could not be followed); so: One agent answers alone, "
        + "which is the rule until other modes have shown their worth.");
    double debate = GOLDEN.expected().path("modeChances").get(PaperGolden.MODES.indexOf("DEBATE")).asDouble();
    assertThat(mode.candidates()).extracting(Candidate::name).containsExactly("SOLO", "DEBATE");
    assertThat(mode.candidates().getFirst().propensity()).isCloseTo(1 - debate, within(1e-9));
    assertThat(mode.candidates().getLast().propensity()).isCloseTo(debate, within(1e-9));
    assertThat(decision.stage(Stage.MODEL).orElseThrow().reason()).as("mode, number and model")
        .startsWith("MasRouter as published drew model model-2, which is not to be had here (3 times so far it could not be followed); so");
  }

  @Test
  void saysWhereAModeOfOneAgentWasDrawnWithSeveral() {
    int wanted = 0;
    for (int i = 0; i < 400; i++) {
      Decision.Routed decision = decide(faithful(), request("text " + i, MODELS));
      if (decision.mode().isSingle()) {
        assertThat(decision.assignments()).hasSize(1);
        wanted += decision.stage(Stage.MODE).orElseThrow().reason().contains("agents that it wants one works in this mode") ? 1 : 0;
      }
    }

    assertThat(wanted).isGreaterThan(10);
  }

  @Test
  void aSeatThatThePassDoesNotHaveIsFilledAsUsual() {
    Policies usual = Policies.ofDefaults().withAgents(new EveryonesTurn());
    MasRouterPolicy policy = faithful().withDraws(seeded -> GOLDEN.draws());
    Policies four = usual.withMode(policy.mode(usual.mode())).withRole(policy.role(usual.role()))
        .withNumber(Policy.fixed(4, "Four agents work."));

    Decision.Routed decision = (Decision.Routed) CascadedController.of(four).decide(request("golden", MODELS));

    assertThat(decision.assignments()).hasSize(4).last().extracting(Assignment::role).isEqualTo(Assignment.ANSWERER);
  }

  @Test
  void survivesBeingKeptInASnapshotAndIsRefusedWhereThereAreNoWeights() {
    ControllerSnapshot read = ControllerSnapshot.fromJson(SNAPSHOT.toJson());

    assertThat(read.version()).isEqualTo(SNAPSHOT.version());
    for (int i = 0; i < 50; i++) {
      RoutingRequest request = request("text " + i, MODELS);
      assertThat(Plan.of(decide(MasRouterPolicy.of(read, EMBEDDER).withFaithful(true), request)))
          .isEqualTo(Plan.of(decide(faithful(), request)));
    }
    assertThatThrownBy(() -> ControllerSnapshot.fromJson(SNAPSHOT.toJson().replace("\"mostAgents\":6", "\"mostAgents\":0")))
        .isInstanceOf(EpisodeException.class).hasMessageContaining("0 agents at most; expected");
    assertThatThrownBy(() -> MasRouterPolicy.of(ControllerSnapshot.fixed("golden/1", "test", Goal.BEST, SNAPSHOT.book()), EMBEDDER)
        .withFaithful(true)).isInstanceOf(RoutingException.Invalid.class).hasMessageContaining("no weights for MasRouter as published");
  }

  @Test
  void theMendedFormTakesTheBestOfWhatWasTriedWhereTheFaithfulOneDrawsAnything() {
    ControllerSnapshot snapshot = learned();
    List<Plan> tried = snapshot.book().plans().stream().map(PlanFacts::plan).toList();
    Set<Plan> drawn = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      RoutingRequest request = request("text " + i, MODELS);
      Decision.Routed best = decide(MasRouterPolicy.of(snapshot, EMBEDDER), request);
      assertThat(Plan.of(best)).isIn(tried);
      assertThat(best.assignments().size() == 1).as("modes of one agent have one, others two").isEqualTo(best.mode().isSingle());
      assertThat(best.trace()).filteredOn(stage -> stage.stage() == Stage.MODE).flatExtracting(StageTrace::candidates)
          .filteredOn(mode -> mode.propensity() > 0).extracting(Candidate::propensity).containsExactly(1.0);
      for (String salt : List.of("one", "two", "three")) {
        assertThat(Plan.of(decide(MasRouterPolicy.of(snapshot, EMBEDDER).withExploration(0, salt), request))).isEqualTo(Plan.of(best));
        drawn.add(Plan.of(decide(MasRouterPolicy.of(snapshot, EMBEDDER).withExploration(0, salt).withFaithful(true), request)));
      }
      Decision.Routed explored = decide(MasRouterPolicy.of(snapshot, EMBEDDER).withExploration(0.75, "salt"), request);
      assertThat(explored.stage(Stage.MODE).orElseThrow().candidates()).extracting(Candidate::propensity)
          .containsExactly(0.5, 0.25, 0.25);
    }
    assertThat(drawn).hasSizeGreaterThan(100).doesNotContainAnyElementsOf(tried.subList(1, 3));
  }

  /** Decides by a network that has learned nothing yet. */
  private static ControllerSnapshot learned() {
    List<Plan> plans = List.of(Plan.solo("model-0"),
        Plan.of(CollaborationMode.CHAIN_OF_THOUGHT, new PlanSeat("solver", "model-1")),
        Plan.of(CollaborationMode.DEBATE, new PlanSeat("solver", "model-2"), new PlanSeat("checker", "model-3")));
    PlanBook book = PlanBook.of(plans.stream().map(plan -> new PlanFacts(plan, 9, 9, 0.5, 0.5, null, null)).toList());
    Vocabulary words = new Vocabulary(named("sums", "poems"), named("SOLO", "CHAIN_OF_THOUGHT", "DEBATE"),
        named(Assignment.ANSWERER, "solver", "checker"), named("", "model-0", "model-1", "model-2", "model-3"));
    return new ControllerSnapshot("golden/1", "test", 9, Goal.BEST, book, ControllerSnapshot.Kind.LEARNED, null,
        CascadeTraining.ofDefaults().train(words, book, List.of(), 1), GOLDEN.cascade(), null, List.of("a test"));
  }

  private static List<Named> named(String... names) {
    return Stream.of(names).map(name -> new Named(name, EMBEDDER.embed(name))).toList();
  }
}
