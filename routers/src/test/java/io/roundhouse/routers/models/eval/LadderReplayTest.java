package io.roundhouse.routers.models.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.routers.models.cascade.Ladder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LadderReplayTest {

  private final List<String> lines = new ArrayList<>();

  private void row(String cheap, String other, String dear, String gold) {
    lines.add("{'id': '%d', 'q': '?', 'gold': '%s', 'a': {'cheap': %s, 'other': %s, 'dear': %s}, 'c': {'cheap': 1, 'other': 2, 'dear': 30}}"
        .formatted(lines.size(), gold, cheap, other, dear).replace('\'', '"'));
  }

  /** Ten rows: one without a cheap answer, two where the cheap ones differ and the cheap one is wrong, seven where all are right. */
  private AnswerTable town() {
    row("null", "'7'", "'7'", "7");
    row("'5'", "'7'", "'7'", "7");
    row("'5'", "'6'", "'7'", "7");
    for (int i = 0; i < 7; i++) {
      row("'7'", "'7.0'", "'7'", "7");
    }
    return AnswerTable.read("town", lines);
  }

  @Test
  void aJudgeByFormSeesOnlyWhetherThereIsAnAnswer() {
    Replay played = LadderReplay.play(new Ladder(List.of("cheap", "dear"), 0.5), -1, town());

    assertThat(played.cost()).startsWith(31, 1, 1, 1);
    assertThat(played.quality()).startsWith(1, 0, 0, 1);
  }

  @Test
  void aJudgeByAnotherAnswerIsPaidForAndSendsWhatDiffersUp() {
    Replay played = LadderReplay.play(new Ladder(List.of("cheap", "dear"), 0.5), 1, town());

    assertThat(played.cost()).as("nobody is asked about no answer").startsWith(31, 33, 33, 3);
    assertThat(played.meanQuality()).isCloseTo(1, within(1e-9));
  }

  @Test
  void kindsOfJudgesAreRowsOfTheirOwn() {
    lines.clear();
    for (int i = 0; i < 200; i++) {
      row(i % 5 == 0 ? "'5'" : "'7'", i % 5 == 1 ? "'6'" : "'7'", i % 50 == 3 ? "'8'" : "'7'", "7");
    }

    List<GateEval.Report> reports = GateEval.run("town", lines, new EvalOptions(2, 1, 0.7, 60, true));

    assertThat(reports).extracting(GateEval.Report::kind)
        .containsExactly("agreement gates", "ladders judged by another model's answer", "ladders judged by form");
    assertThat(reports.get(1).gain()).as("the same as a gate of two").isPositive().isCloseTo(reports.get(0).gain(), within(1e-9));
    assertThat(reports.get(2).gain()).as("every answer has the form of one").isLessThan(1e-9);
    assertThat(reports.get(2)).asString().startsWith("ladders judged by form on 200 answered queries");
  }
}
