package io.roundhouse.routers.controller.episodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.Stage;
import io.roundhouse.routers.models.Goal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EpisodeLinesTest {

  private static final Plan PLAN = Plan.of(CollaborationMode.CHAIN, new PlanSeat("planner", "small"), new PlanSeat("solver", null));

  private static Episode episode() {
    return new Episode("e1", "q1", "how much is it", null, "mathematics", PLAN,
        List.of(new StageChoice(Stage.MODE, 0, "static/1(abc)", "CHAIN", 0.25, Map.of("CHAIN", 0.25, "SOLO", 0.75)),
            new StageChoice(Stage.MODEL, 1, "cheapest-fit/1", "small", 0.5, Map.of())),
        new Reward(null, 1200L, Duration.ofMillis(900)), false);
  }

  @Test
  void anEpisodeIsReadAsItWasWritten() {
    List<Episode> read = EpisodeLines.read("log", List.of(EpisodeLines.write(episode()), ""));

    assertThat(read).containsExactly(episode());
    assertThat(read.getFirst().propensity()).isEqualTo(0.125);
  }

  @Test
  void feedbackThatComesLaterOrEarlierIsPutWithItsEpisode() {
    String feedback = EpisodeLines.write("e1", new Reward(0.75, 9999L, null));

    List<Episode> read = EpisodeLines.read("log", List.of(
        feedback, EpisodeLines.write(episode()), EpisodeLines.write("unknown", new Reward(1.0, null, null))));

    assertThat(read).hasSize(1);
    assertThat(read.getFirst().reward()).isEqualTo(new Reward(0.75, 1200L, Duration.ofMillis(900)));
  }

  @Test
  void aVectorStandsInForTheText() {
    Episode kept = new Episode("e2", "e2", "", new float[] {0.5f, -1}, null, Plan.solo("small"), List.of(), Reward.UNKNOWN, true);

    Episode read = EpisodeLines.read("log", List.of(EpisodeLines.write(kept))).getFirst();

    assertThat(read.vector()).containsExactly(0.5f, -1);
    assertThat(read.propensity()).isEqualTo(1);
  }

  @Test
  void utilityNeedsEveryPartThatCounts() {
    Reward known = new Reward(0.9, 10_000L, Duration.ofSeconds(2));

    assertThat(known.utility(new Goal(20, 0.05, 0)).getAsDouble()).isCloseTo(0.9 - 0.2 - 0.1, within(1e-12));
    assertThat(new Reward(0.9, null, null).utility(Goal.BALANCED)).isEmpty();
    assertThat(new Reward(0.9, null, null).utility(Goal.BEST)).hasValue(0.9);
    assertThat(new Reward(null, 1L, null).utility(Goal.BEST)).isEmpty();
  }

  @Test
  void complaintsNameTheLineAndWhatWasExpected() {
    assertThatThrownBy(() -> EpisodeLines.read("log", List.of("", "{\"id\": \"a\", \"mode\": \"shout\", \"text\": \"x\"}")))
        .hasMessageContaining("log, line 2: 'shout' is no mode; expected one of [SOLO");
    assertThatThrownBy(() -> EpisodeLines.read("log", List.of("{\"id\": \"a\", \"mode\": \"solo\", \"seats\": [{}]}")))
        .hasMessageContaining("neither a text nor a vector");
    assertThatThrownBy(() -> EpisodeLines.read("log", List.of("[1]"))).hasMessageContaining("line 1");
    assertThatThrownBy(() -> EpisodeLines.read("log", List.of(
        "{\"id\":\"a\",\"mode\":\"solo\",\"text\":\"x\",\"seats\":[{}],\"stages\":[{\"stage\": \"mode\", \"chosen\": \"SOLO\"}]}")))
        .hasMessageContaining("probability 0.0");
    String line = EpisodeLines.write(episode());
    assertThatThrownBy(() -> EpisodeLines.read("log", List.of(line, line))).hasMessageContaining("'e1' is there twice");
  }
}
