package io.roundhouse.routers.models.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.routers.models.internal.Dense;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RidgeTest {

  private static Dense random(int rows, int columns, long seed) {
    SplittableRandom draws = new SplittableRandom(seed);
    Dense matrix = Dense.zeros(rows, columns);
    for (int i = 0; i < rows * columns; i++) {
      matrix.values()[i] = draws.nextDouble() - 0.5;
    }
    return matrix;
  }

  @Test
  void recoversALinearTruth() {
    Dense features = random(200, 6, 1);
    Dense truth = random(6, 3, 2);

    Ridge.Fit fit = new Ridge(features).fit(features.times(truth));

    Dense fresh = random(1, 6, 3);
    assertThat(fit.model().apply(fresh.row(0))).containsExactly(fresh.times(truth).row(0), within(0.01));
  }

  @Test
  void leavesNoiseAtItsMean() {
    Ridge.Fit fit = new Ridge(random(150, 40, 4)).fit(random(150, 3, 5));

    double[] there = fit.model().apply(random(1, 40, 6).row(0));
    double[] elsewhere = fit.model().apply(random(1, 40, 7).row(0));
    assertThat(there).containsExactly(elsewhere, within(0.12));
  }

  @Test
  void leftOutPredictionsAreThoseOfAFitWithoutTheRow() {
    Dense features = random(60, 5, 8);
    Dense targets = features.times(random(5, 1, 9));
    for (int i = 0; i < 60; i++) {
      targets.set(i, 0, targets.get(i, 0) + 0.3 * random(1, 1, 100 + i).get(0, 0));
    }
    double leftOut = new Ridge(features).fit(targets).leftOut().get(7, 0);

    Dense fewer = Dense.zeros(59, 5);
    Dense fewerTargets = Dense.zeros(59, 1);
    for (int i = 0, at = 0; i < 60; i++) {
      if (i != 7) {
        System.arraycopy(features.values(), i * 5, fewer.values(), at * 5, 5);
        fewerTargets.set(at++, 0, targets.get(i, 0));
      }
    }
    double refit = new Ridge(fewer).fit(fewerTargets).model().apply(features.row(7))[0];
    assertThat(leftOut).isCloseTo(refit, within(0.02));
    assertThat(leftOut).isNotEqualTo(targets.get(7, 0));
  }
}
