package io.roundhouse.routers.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.routers.AgentProfile;
import io.roundhouse.routers.CascadedController;
import io.roundhouse.routers.Choice;
import io.roundhouse.routers.Decision;
import io.roundhouse.routers.ModelProfile;
import io.roundhouse.routers.Policies;
import io.roundhouse.routers.RoutingRequest;
import io.roundhouse.routers.Stage;
import io.roundhouse.routers.StageTrace;
import io.roundhouse.routers.models.ModelOffer.State;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelStageTest {

  private static final ModelProfile SMALL = new ModelProfile("small", "", 1_000_000, 1_000_000, 1_000);
  private static final ModelProfile LARGE = new ModelProfile("large", "", 30_000_000, 30_000_000, 0);

  @Test
  void aModelThatIsDownIsNotChosen() {
    StageTrace choice = decide(ModelPolicies.always("small"),
        ModelOffer.of(SMALL).withState(State.closed("its breaker is open")), ModelOffer.of(LARGE));

    assertThat(choice.chosen()).containsExactly("large");
    assertThat(choice.reason()).isEqualTo("It uses large, the cheapest of those that qualify.");
  }

  @Test
  void asksAllTheSameWhereEverythingIsDown() {
    StageTrace choice = decide(ModelPolicies.always("large"),
        ModelOffer.of(SMALL).withState(State.closed("down")), ModelOffer.of(LARGE).withState(State.closed("down")));

    assertThat(choice.chosen()).containsExactly("large");
  }

  @Test
  void choosesNothingWhereNothingHasRoomAndSaysWhy() {
    ModelOffer small = ModelOffer.of(SMALL);
    StageTrace choice = decide("word ".repeat(2_000), null, ModelPolicies.cheapest(), List.of(small));

    assertThat(choice.chosen()).isEmpty();
    assertThat(choice.reason()).isEqualTo("No model qualifies: small (3012 tokens do not fit into 1000).");
  }

  @Test
  void anAgentsOwnWishComesFirst() {
    StageTrace choice = decide("hello", "large", ModelPolicies.cheapest(), List.of(ModelOffer.of(SMALL), ModelOffer.of(LARGE)));

    assertThat(choice.chosen()).containsExactly("large");
    assertThat(choice.reason()).isEqualTo("It uses large, the model that clerk prefers.");
  }

  @Test
  void namesTheVersionThatChoseEvenIfAnotherIsPutIntoServiceMeanwhile() {
    AtomicInteger inService = new AtomicInteger(1);
    ModelPolicy swapped = new ModelPolicy() {
      @Override
      public Choice<Optional<ModelOffer>> choose(ModelCall call, List<ModelOffer> offers) {
        throw new IllegalStateException("asked without being settled");
      }

      @Override
      public String version() {
        return "swapped/" + inService.get();
      }

      @Override
      public ModelPolicy settled() {
        return ModelPolicies.weighted(java.util.Map.of("small", (double) inService.getAndIncrement()));
      }
    };
    ModelRule rule = ModelRule.ofKeywords("greeting", List.of("hello"), ModelPolicies.qualified(swapped));
    ModelPolicy nested = ModelPolicies.firstOf(
        ModelPolicies.rules(List.of(rule)), ModelPolicies.strongWhenUnsure(ModelPolicies.cheapest(), 0.5, "large"));

    Decision decision = decision("hello", null, nested, List.of(ModelOffer.of(SMALL)));

    assertThat(decision.versions().policies().get(Stage.MODEL)).contains("weighted/1{small=1.0}");
    assertThat(decision.stage(Stage.MODEL).orElseThrow().policy()).isEqualTo(decision.versions().policies().get(Stage.MODEL));
    assertThat(decision.versions().embeddingModel()).isEqualTo("letters");
  }

  private static StageTrace decide(ModelPolicy policy, ModelOffer... offers) {
    return decide("hello", null, policy, List.of(offers));
  }

  private static StageTrace decide(String text, @Nullable String wish, ModelPolicy policy, List<ModelOffer> offers) {
    return decision(text, wish, policy, offers).stage(Stage.MODEL).orElseThrow();
  }

  private static Decision decision(String text, @Nullable String wish, ModelPolicy policy, List<ModelOffer> offers) {
    RoutingRequest request = new RoutingRequest(text, List.of(new AgentProfile("clerk", "", List.of(), wish)),
        offers.stream().map(ModelOffer::profile).toList(), 1);
    ModelStage stage = ModelStage.of(policy, ModelCall.of(text), offers, "letters");
    return CascadedController.of(Policies.ofDefaults().withModel(stage)).decide(request);
  }
}
