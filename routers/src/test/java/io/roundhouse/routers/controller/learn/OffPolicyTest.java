package io.roundhouse.routers.controller.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.routers.controller.learn.OffPolicy.Logged;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Two kinds of requests, three choices, coins whose chances are known: what a policy is really worth can be computed. */
class OffPolicyTest {

  private static final double[][] CHANCE = {{0.9, 0.5, 0.2}, {0.1, 0.4, 0.8}};
  private static final double[][] LOGGED = {{0.2, 0.6, 0.2}, {0.5, 0.4, 0.1}};
  private static final double[][] TARGET = {{0.8, 0.1, 0.1}, {0.0, 0.3, 0.7}};
  private static final double TRUTH = truth();

  private static double truth() {
    double sum = 0;
    for (int kind = 0; kind < 2; kind++) {
      for (int a = 0; a < 3; a++) {
        sum += 0.5 * TARGET[kind][a] * CHANCE[kind][a];
      }
    }
    return sum;
  }

  /** {@code wrong}: how far the model's expectations are off; {@code lie}: what logged probabilities are multiplied with. */
  private static List<Logged> log(int rows, long seed, double wrong, double lie) {
    SplittableRandom draws = new SplittableRandom(seed);
    List<Logged> log = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      int kind = draws.nextInt(2);
      double lot = draws.nextDouble();
      int a = lot < LOGGED[kind][0] ? 0 : lot < LOGGED[kind][0] + LOGGED[kind][1] ? 1 : 2;
      double reward = draws.nextDouble() < CHANCE[kind][a] ? 1 : 0;
      double expected = 0;
      for (int b = 0; b < 3; b++) {
        expected += TARGET[kind][b] * (CHANCE[kind][b] + wrong);
      }
      log.add(new Logged(reward, LOGGED[kind][a] * lie, TARGET[kind][a], CHANCE[kind][a] + wrong, expected));
    }
    return log;
  }

  @Test
  void allThreeFindTheTruth() {
    List<Logged> log = log(40_000, 1, 0.3, 1);

    assertThat(OffPolicy.ips(log).value()).isCloseTo(TRUTH, within(0.02));
    assertThat(OffPolicy.selfNormalised(log).value()).isCloseTo(TRUTH, within(0.02));
    assertThat(OffPolicy.doublyRobust(log).value()).isCloseTo(TRUTH, within(0.02));
    assertThat(log.stream().mapToDouble(Logged::reward).average().orElse(0)).as("the log alone").isLessThan(TRUTH - 0.2);
  }

  @Test
  void doublyRobustSurvivesFalseProbabilitiesIfTheModelIsRight() {
    List<Logged> log = log(40_000, 2, 0, 0.5);

    assertThat(OffPolicy.doublyRobust(log).value()).isCloseTo(TRUTH, within(0.02));
    assertThat(OffPolicy.ips(log).value()).isGreaterThan(TRUTH + 0.3);
  }

  /** With 300 rows and weights up to 7 the doubly robust one would hold it in 91 of 100 logs only: its errors are skewed. */
  @Test
  void intervalsHoldTheTruthAboutAsOftenAsTheySay() {
    int[] held = new int[3];
    int logs = 400;
    for (int seed = 0; seed < logs; seed++) {
      List<Logged> log = log(2000, 100 + seed, 0.1, 1);
      List<ValueEstimate> estimates = List.of(OffPolicy.ips(log), OffPolicy.selfNormalised(log), OffPolicy.doublyRobust(log));
      for (int k = 0; k < 3; k++) {
        held[k] += estimates.get(k).low() <= TRUTH && TRUTH <= estimates.get(k).high() ? 1 : 0;
      }
    }

    for (int k = 0; k < 3; k++) {
      assertThat(held[k] / (double) logs).as("estimator %d", k).isBetween(0.91, 0.985);
    }
  }

  @Test
  void aGoodModelNarrowsTheInterval() {
    ValueEstimate plain = OffPolicy.ips(log(2000, 5, 0, 1));
    ValueEstimate robust = OffPolicy.doublyRobust(log(2000, 5, 0, 1));

    assertThat(robust.high() - robust.low()).isLessThan(0.8 * (plain.high() - plain.low()));
    assertThat(plain.effective()).isBetween(300.0, 1500.0);
  }

  @Test
  void withoutAnyMatchNothingIsKnown() {
    ValueEstimate estimate = OffPolicy.selfNormalised(List.of(new Logged(1, 0.5, 0, 0, 0)));

    assertThat(estimate.high()).isInfinite();
    assertThatThrownBy(() -> new Logged(1, 0, 1, 0, 0)).hasMessageContaining("above 0");
  }
}
