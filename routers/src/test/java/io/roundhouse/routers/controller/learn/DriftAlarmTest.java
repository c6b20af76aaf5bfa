package io.roundhouse.routers.controller.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.roundhouse.routers.controller.KindEmbedder;
import io.roundhouse.routers.controller.Reference;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriftAlarmTest {

  private static final KindEmbedder EMBEDDER = new KindEmbedder();

  private static DriftAlarm trained(SplittableRandom draws) {
    List<float[]> vectors = IntStream.range(0, 500).mapToObj(i -> EMBEDDER.embed("sums " + draws.nextInt())).toList();
    return DriftAlarm.of(Reference.of(vectors, draws.doubles(500).map(draw -> draw < 0.8 ? 1 : 0).toArray()));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void staysSilentWhileNothingChanges(long seed) {
    SplittableRandom draws = new SplittableRandom(seed);
    DriftAlarm alarm = trained(draws);
    for (int i = 0; i < 4000; i++) {
      alarm = alarm.afterText(EMBEDDER.embed("sums " + draws.nextInt())).afterUtility(draws.nextDouble() < 0.8 ? 1 : 0);
    }

    assertThat(alarm.alarms()).as("seed %d", seed).isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void ringsSoonAfterAnswersBecomeWorse(long seed) {
    SplittableRandom draws = new SplittableRandom(seed);
    DriftAlarm alarm = trained(draws);
    for (int i = 0; i < 300; i++) {
      alarm = alarm.afterUtility(draws.nextDouble() < 0.8 ? 1 : 0);
    }
    int late = 0;
    while (alarm.alarms().isEmpty() && late < 400) {
      alarm = alarm.afterUtility(draws.nextDouble() < 0.4 ? 1 : 0);
      late++;
    }

    assertThat(late).as("requests until it rings, seed %d", seed).isLessThan(120);
    assertThat(alarm.alarms()).singleElement().asString().contains("answers have become worse");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void ringsWhenRequestsAreAboutSomethingElse(long seed) {
    SplittableRandom draws = new SplittableRandom(seed);
    DriftAlarm alarm = trained(draws);
    int late = 0;
    while (alarm.alarms().isEmpty() && late < 400) {
      alarm = alarm.afterText(EMBEDDER.embed((draws.nextInt(4) == 0 ? "poems " : "sums ") + draws.nextInt()));
      late++;
    }

    assertThat(late).as("requests until it rings, seed %d", seed).isLessThan(150);
    assertThat(alarm.alarms()).singleElement().asString().contains("no longer like those");
  }
}
