package io.roundhouse.routers.models.plane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SweepTest {

  private final double[][] quality = {{0.5, 0.9}, {0.6, 0.7}, {0.8, 0.8}};
  private final double[][] cost = {{1, 2}, {1, 2}, {1, 2}};

  @Test
  void ratesOfTwoModelsCoverEveryChangeOfMind() {
    double[] rates = Sweep.rates(quality, cost, Sweep.all(2), 10);

    assertThat(rates).hasSize(5).startsWith(0).isSorted();
    assertThat(Sweep.chooseAll(quality, cost, 0, Sweep.all(2))).containsExactly(1, 1, 0);
    assertThat(Sweep.chooseAll(quality, cost, 0.2, Sweep.all(2))).containsExactly(1, 0, 0);
    assertThat(Sweep.chooseAll(quality, cost, 0.5, Sweep.all(2))).containsExactly(0, 0, 0);
  }

  @Test
  void takesTheCheaperOfEqualsAndOnlyWhatIsAllowed() {
    assertThat(Sweep.choose(new double[] {0.5, 0.5, 0.9}, new double[] {2, 1, 3}, 0, new int[] {0, 1})).isEqualTo(1);
  }

  @Test
  void spendsLessTheMoreADollarHasToBring() {
    for (long seed = 1; seed <= 20; seed++) {
      SplittableRandom draws = new SplittableRandom(seed);
      double[][] q = new double[40][5];
      double[][] c = new double[40][5];
      for (int i = 0; i < 40; i++) {
        for (int j = 0; j < 5; j++) {
          q[i][j] = draws.nextDouble();
          c[i][j] = draws.nextDouble(0.01, 1);
        }
      }
      double before = Double.MAX_VALUE;
      for (double rate : Sweep.rates(q, c, Sweep.all(5), 60)) {
        double spent = Sweep.outcome(Sweep.chooseAll(q, c, rate, Sweep.all(5)), q, c).cost();
        assertThat(spent).as("seed %d", seed).isLessThanOrEqualTo(before + 1e-9);
        before = spent;
      }
    }
  }
}
