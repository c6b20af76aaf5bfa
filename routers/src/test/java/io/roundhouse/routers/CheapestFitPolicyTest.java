package io.roundhouse.routers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CheapestFitPolicyTest {

  private static final ModelProfile CHEAP = new ModelProfile("cheap", "", 100_000, 400_000, 1_000);
  private static final ModelProfile DEAR = new ModelProfile("dear", "", 3_000_000, 15_000_000, 200_000);

  @Test
  void takesTheCheapestModel() {
    assertThat(choose("short", null, DEAR, CHEAP).chosen()).containsExactly("cheap");
  }

  @Test
  void leavesRoomForTheAnswer() {
    assertThat(choose("x".repeat(4 * 488), null, DEAR, CHEAP).chosen()).containsExactly("cheap");
    assertThat(choose("x".repeat(4 * 488 + 1), null, DEAR, CHEAP).chosen()).containsExactly("dear");
  }

  @Test
  void takesTheModelThatTheAgentPrefers() {
    StageTrace trace = choose("short", "dear", CHEAP, DEAR);

    assertThat(trace.chosen()).containsExactly("dear");
    assertThat(trace.reason()).isEqualTo("It uses dear, the model that ada prefers.");
  }

  @Test
  void saysThatThePreferredModelIsNotOffered() {
    StageTrace trace = choose("short", "gone", CHEAP);

    assertThat(trace.chosen()).containsExactly("cheap");
    assertThat(trace.reason()).isEqualTo(
        "It uses cheap, the only model with room for the request, since gone, which it prefers, is not offered.");
  }

  @Test
  void choosesNoModelIfNoneHasRoom() {
    StageTrace trace = choose("x".repeat(8_000), null, CHEAP);

    assertThat(trace.chosen()).isEmpty();
    assertThat(trace.reason()).isEqualTo("No model has room for about 2000 tokens and an answer.");
  }

  @Test
  void takesAnUndeclaredContextForRoomEnoughAndAnUndeclaredPriceForUnknownCost() {
    StageTrace trace = choose("x".repeat(8_000), null, new ModelProfile("local", "", 0, 0, 0));

    assertThat(trace.chosen()).containsExactly("local");
    assertThat(trace.candidates()).singleElement().satisfies(only -> assertThat(only.predicted()).isEqualTo(Estimate.UNKNOWN));
  }

  @Test
  void survivesAbsurdPrices() {
    ModelProfile absurd = new ModelProfile("absurd", "", Long.MAX_VALUE, Long.MAX_VALUE, 0);

    assertThat(choose("short", null, absurd, DEAR).chosen()).containsExactly("dear");
  }

  private static StageTrace choose(String text, String preferred, ModelProfile... models) {
    AgentProfile ada = new AgentProfile("ada", "", List.of(), preferred);
    Decision decision = CascadedController.ofDefaults().decide(new RoutingRequest(text, List.of(ada), List.of(models), 1));
    return decision.stage(Stage.MODEL).orElseThrow();
  }
}
