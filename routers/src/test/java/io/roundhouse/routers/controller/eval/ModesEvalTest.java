package io.roundhouse.routers.controller.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.routers.CollaborationMode;
import io.roundhouse.routers.controller.KindEmbedder;
import io.roundhouse.routers.controller.network.PaperTraining;
import io.roundhouse.routers.models.Goal;
import io.roundhouse.routers.models.eval.AnswerTable;
import io.roundhouse.routers.models.eval.EvalOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two cheap models that err apart from each other, a dear one that is mostly right, and one that is right at sums only. Wrong answers are
 * all different, so two equal answers are right.
 */
class ModesEvalTest {

  private static ModesReport report;

  private static List<String> answers(int rows) {
    SplittableRandom draws = new SplittableRandom(5);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      boolean sum = draws.nextBoolean();
      String text = (sum ? "sums " : "poems ") + i;
      double[] chances = {0.7, 0.7, sum ? 0.98 : 0.05, 0.9};
      StringBuilder said = new StringBuilder();
      for (int j = 0; j < 4; j++) {
        String answer = draws.nextDouble() < chances[j] ? "gold" + i : "wrong" + j + "-" + i;
        said.append(j == 0 ? "" : ", ").append("\"%s\": \"%s\"".formatted(List.of("one", "two", "adder", "sage").get(j), answer));
      }
      lines.add("{\"id\": \"r%d\", \"task\": \"%s\", \"q\": \"%s\", \"gold\": \"gold%d\", \"a\": {%s}, \"c\": {%s}}".formatted(
          i, sum ? "sums" : "poems", text, i, said, "\"one\": 0.0001, \"two\": 0.0001, \"adder\": 0.0001, \"sage\": 0.01"));
    }
    return lines;
  }

  @BeforeAll
  static void play() {
    AnswerTable table = AnswerTable.read("answers", answers(1200));
    report = new ModesEval(
        new EvalOptions(2, 1, 0.7, 200, false), List.of(new Goal(50, 0, 0)), new KindEmbedder(), true, line -> { })
        .withPublished(new PaperTraining(16, 6, 5, 16, 0.01)).run(table);
  }

  private static ModesReport.Line line(String contender) {
    return report.lines().stream().filter(line -> line.contender().equals(contender)).findFirst().orElseThrow();
  }

  @Test
  void aGateOfIndependentModelsIsBetterThanTheBestAndCheaper() {
    assertThat(line("sage alone").quality()).isCloseTo(0.9, within(0.05));
    assertThat(line("sage alone").share()).isCloseTo(1, within(1e-9));
    assertThat(report.gate().points()).as(report.gate().example()).isGreaterThan(2);
    assertThat(report.gate().share()).isLessThan(0.5);
    assertThat(report.gate().pointsLow()).isLessThan(report.gate().points());
    assertThat(report.gateHolds()).isTrue();
  }

  @Test
  void aControllerLearnsToAskTheDearModelAboutPoemsOnly() {
    ModesReport.Line served = line("learned: what goes into service");

    assertThat(served.gain()).as("%s", served).isGreaterThan(0.01);
    assertThat(served.gainLow()).isGreaterThan(0);
    assertThat(line("best static plan").gain()).isZero();
    assertThat(report.worseThanStatic()).isEmpty();
  }

  @Test
  void masRouterAsPublishedLearnsFromItsOwnDrawsAndEarnsLess() {
    ModesReport.Line published = line("MasRouter as published");

    assertThat(published.quality()).as("%s", published).isBetween(0.5, 1.0);
    assertThat(published.gainHigh()).as("%s", published).isLessThan(0);
  }

  @Test
  void playsWhatWasDrawn() {
    assertThat(Play.of(CollaborationMode.SOLO, List.of("one", "two"))).isEqualTo(Play.solo("one"));
    assertThat(Play.of(CollaborationMode.AGREEMENT_GATE, List.of("one", "one", "two", "sage"))).hasToString("one + two, else sage");
    assertThat(Play.of(CollaborationMode.AGREEMENT_GATE, List.of("one", "one", "sage"))).hasToString("vote of one, one, sage");
    assertThat(Play.of(CollaborationMode.PARALLEL_REFINE, List.of("one", "sage"))).hasToString("vote of one, sage");
  }

  @Test
  void saysWhatDoesNotHold() {
    ModesReport.Line bad =
        new ModesReport.Line(ModesEval.SERVED, "quality", 0.5, 0.1, -3, -4, -2, 0.9, -0.1, -0.2, -0.05, "");
    ModesReport.Line gate = new ModesReport.Line(ModesEval.GATE, "", 0.5, 0.1, -0.9, -2, 0, 0.4, 0, 0, 0, "a + b, else c");
    ModesReport failing = new ModesReport("x", 10, 3, List.of(1L), List.of(gate, bad));

    assertThat(failing.gateHolds()).isFalse();
    assertThat(ModesText.table(failing)).contains("within 0.7 points at 0.55: no")
        .contains("beyond its interval: no, for learned: what goes into service at quality");
  }

  @Test
  void reportsForPeopleAndPrograms() {
    assertThat(ModesText.table(report)).contains("1200 requests, 4 models, 2 splits").contains("vote of the three best");
    assertThat(ModesText.csv(List.of(report)).lines()).hasSize(report.lines().size() + 1);
    assertThat(ModesText.json(List.of(report))).contains("\"gateHolds\" : true").contains("\"pointsLow\"");
  }
}
