package io.roundhouse.routers.models.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roundhouse.routers.models.outcomes.Outcomes;
import io.roundhouse.routers.models.outcomes.OutcomesException;
import io.roundhouse.routers.models.outcomes.Prompt;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearnabilityMeterTest {

  private static final Town TOWN = new Town(600, 11);

  private static Outcomes named(String family) {
    Outcomes town = TOWN.outcomes();
    List<Prompt> prompts = town.prompts().stream()
        .map(prompt -> new Prompt(prompt.id(), family, prompt.text(), prompt.routeText())).toList();
    return new Outcomes("town", prompts, town.models(), town.quality(), town.cost(), true);
  }

  @Test
  void seesThatTheKindOfTaskTellsWhichModelDoesIt() {
    Learnability each = LearnabilityMeter.measure(named(""), TOWN.vectors(), 1).getFirst();

    assertThat(each.family()).isEqualTo("all");
    assertThat(each.best()).isEqualTo("sage");
    assertThat(each.rivals()).hasSize(3).allSatisfy(rival -> assertThat(rival.leadTold()).isGreaterThan(0.2));
    assertThat(each.movable()).isGreaterThan(0.9);
  }

  @Test
  void seesThatWithinAKindOfTaskOnlyLuckIsLeft() {
    List<Learnability> families = LearnabilityMeter.measure(TOWN.outcomes(), TOWN.vectors(), 1);

    assertThat(families).extracting(Learnability::family).containsExactlyInAnyOrder("sums", "poems", "code");
    assertThat(families).allSatisfy(each -> {
      assertThat(each.gain()).isLessThan(0.02);
      assertThat(each.rivals().getFirst().leadTold()).isLessThan(0.03);
    });
  }

  @Test
  void saysWhenATableIsTooSmallOrHasGaps() {
    assertThatThrownBy(() -> LearnabilityMeter.measure(new Town(60, 1).outcomes(), new Town(60, 1).vectors(), 1))
        .isInstanceOf(OutcomesException.class).hasMessageContaining("no family of 50 prompts");

    Outcomes gap = named("");
    double[][] scores = gap.quality().clone();
    scores[3] = new double[] {1, Double.NaN, 0, 1};
    assertThatThrownBy(() -> LearnabilityMeter.measure(
        new Outcomes("gap", gap.prompts(), gap.models(), scores, gap.cost(), true), TOWN.vectors(), 1))
        .isInstanceOf(OutcomesException.class).hasMessageContaining("prompts without a score");
  }
}
