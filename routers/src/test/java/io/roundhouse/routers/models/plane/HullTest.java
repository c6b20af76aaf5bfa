package io.roundhouse.routers.models.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HullTest {

  @Test
  void keepsOnlyWhatIsWorthItsPrice() {
    Hull hull = Hull.of(List.of(new Point(3, 0.9), new Point(1, 0.5), new Point(2, 0.6), new Point(4, 0.8), new Point(1, 0.4)));

    assertThat(hull.points()).containsExactly(new Point(1, 0.5), new Point(3, 0.9));
    assertThat(hull.at(2)).isCloseTo(0.7, within(1e-12));
    assertThat(hull.at(9)).isEqualTo(0.9);
    assertThat(hull.peak()).isEqualTo(0.9);
  }

  @Test
  void meanOverPricesIsTheAreaUnderTheHull() {
    Hull hull = Hull.of(List.of(new Point(1, 0.5), new Point(3, 0.9)));

    assertThat(hull.mean(1, 5)).isCloseTo((2 * 0.7 + 2 * 0.9) / 4, within(1e-12));
    assertThat(hull.mean(1, 2)).isCloseTo(0.6, within(1e-12));
    assertThat(hull.mean(3, 3)).isEqualTo(0.9);
  }

  @Test
  void saysWhatAQualityCosts() {
    Hull hull = Hull.of(List.of(new Point(1, 0.5), new Point(3, 0.9)));

    assertThat(hull.costOf(0.7).orElseThrow()).isCloseTo(2, within(1e-12));
    assertThat(hull.costOf(0.1)).hasValue(1);
    assertThat(hull.costOf(0.95)).isEmpty();
  }

  @Test
  void liesAboveEveryPointAndAgreesWithANumericalIntegral() {
    for (long seed = 1; seed <= 50; seed++) {
      SplittableRandom draws = new SplittableRandom(seed);
      List<Point> points = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        points.add(new Point(0.1 + draws.nextDouble(), draws.nextDouble()));
      }
      Hull hull = Hull.of(points);
      double least = points.stream().mapToDouble(Point::cost).min().orElseThrow();
      double sum = 0;
      for (int k = 0; k < 20_000; k++) {
        sum += hull.at(least + (2 - least) * (k + 0.5) / 20_000) / 20_000;
      }

      assertThat(points).as("seed %d", seed).allSatisfy(point ->
          assertThat(hull.at(point.cost())).isGreaterThanOrEqualTo(point.quality() - 1e-12));
      assertThat(hull.mean(least, 2)).as("seed %d", seed).isCloseTo(sum, within(1e-4));
    }
  }
}
