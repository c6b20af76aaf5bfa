package io.roundhouse.routers.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.routers.agents.Onboarding.Rehearsed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnboardingTest {

  private static final float SLOPE = 55;

  @Test
  void givesNewcomersWhatIsTheirsAndLeavesTheTrainedWhatIsTheirs() {
    List<Rehearsed> requests = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      requests.add(new Rehearsed(true, 20, true, 0.1f, false));
      requests.add(new Rehearsed(false, 17, false, 0.25f, true));
    }

    float shift = Onboarding.shift(SLOPE, requests);

    assertThat(SLOPE * 0.25f + shift).isGreaterThan(17);
    assertThat(SLOPE * 0.1f + shift).isLessThanOrEqualTo(20);
  }

  @Test
  void takesLittleFromTheTrainedEvenIfNewcomersWouldGainALot() {
    List<Rehearsed> requests = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      requests.add(new Rehearsed(true, 20, true, i / 100f, false));
      requests.add(new Rehearsed(false, 20, false, i / 100f, true));
    }

    float shift = Onboarding.shift(SLOPE, requests);

    long lost = requests.stream().filter(each -> each.isForTrained() && SLOPE * each.bestLikeness() + shift > each.bestScore()).count();
    assertThat(lost).isLessThanOrEqualTo(3);
  }

  @Test
  void placesANewcomerBetweenItsDescriptionAndItsExamples() {
    float[] vector = Onboarding.vector(new float[] {1, 0}, List.of(new float[] {0, 1}, new float[] {0, 1}));

    assertThat(vector[0]).isEqualTo(vector[1]);
    assertThat(Onboarding.vector(new float[] {1, 0}, List.of())).containsExactly(1, 0);
  }
}
