package io.roundhouse.routers.models.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.routers.models.learn.OutcomePredictor;
import io.roundhouse.routers.models.learn.Town;
import io.roundhouse.routers.models.learn.Trainer;
import io.roundhouse.routers.models.outcomes.Outcomes;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PromotionTest {

  private static final Town TOWN = new Town(200, 3);

  /** The town's table with one score a row, as a log has it. */
  private static Outcomes sparse() {
    Outcomes all = TOWN.outcomes();
    double[][] quality = new double[all.size()][all.models().size()];
    for (int i = 0; i < quality.length; i++) {
      Arrays.fill(quality[i], Double.NaN);
      int asked = i * 7 % all.models().size();
      quality[i][asked] = all.quality()[i][asked];
    }
    return new Outcomes("log", all.prompts(), all.models(), quality, all.cost(), true);
  }

  @Test
  void whatPredictsScoresItHasNotSeenIsPromotedThoughOthersAreMissing() {
    Promotion promotion = Promotion.checkIncomplete(sparse(), TOWN.vectors(), null, 1);

    assertThat(promotion.passed()).as(promotion.reason()).isTrue();
    assertThat(promotion.learned()).isGreaterThan(promotion.fixed());
    assertThat(promotion.reason()).startsWith("on 40 rows held out its squared error is ");
  }

  @Test
  void whatPredictsWorseThanTheSnapshotInServiceIsNot() {
    OutcomePredictor good = Trainer.train(TOWN.outcomes(), TOWN.vectors());
    Outcomes few = sparse().rows(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15});

    Promotion promotion = Promotion.checkIncomplete(few, TOWN.vectors().subList(0, 16), good, 1);

    assertThat(promotion.passed()).as(promotion.reason()).isFalse();
    assertThat(promotion.reason()).contains("that of the snapshot in service");
  }

  @Test
  void withHardlyAnyRowsOnlyTheFirstSnapshotIs() {
    Outcomes few = sparse().rows(new int[] {0, 1, 2});

    assertThat(Promotion.checkIncomplete(few, TOWN.vectors().subList(0, 3), null, 1).passed()).isTrue();
    assertThat(Promotion.checkIncomplete(few, TOWN.vectors().subList(0, 3), Trainer.train(TOWN.outcomes(), TOWN.vectors()), 1).passed())
        .isFalse();
  }
}
