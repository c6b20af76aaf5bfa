package io.roundhouse.routers.agents.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.roundhouse.routers.embedding.TextEmbedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentEvalTest {

  @TempDir
  private Path folder;

  @Test
  void measuresAFileOfRequests() throws IOException {
    StringBuilder train = new StringBuilder();
    StringBuilder test = new StringBuilder();
    for (int i = 0; i < 24; i++) {
      train.append("%s[\"%s %d\", \"%s\"]".formatted(i == 0 ? "" : ",", word(i), i, word(i)));
      test.append("%s[\"%s no %d\", \"%s\"]".formatted(i == 0 ? "" : ",", word(i), i, word(i)));
    }
    Files.writeString(folder.resolve("colours.json"),
        "{\"train\": [%s], \"test\": [%s], \"oos_test\": [[\"zzzz\", \"oos\"], [\"qqqq\", \"oos\"]]}".formatted(train, test));

    AgentReport report = AgentEval.run(folder, null, new LetterEmbedder(), 2, line -> {}).getFirst();

    assertThat(report.conditions()).isEqualTo("4 agents, descriptions: made from the intents' names, embedding: letters/1");
    assertThat(value(report, "all training examples", "top-1")).isEqualTo(100);
    assertThat(value(report, "all training examples", "out of scope, AUROC")).isEqualTo(100);
    assertThat(report.table()).contains("top-1").contains("2 seeds,");
    assertThat(report.csv().lines()).hasSize(report.figures().size() + 1);
  }

  @Test
  void saysWhatIsWrongWithAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("x.json"), "{\"train\": [[\"a\"]], \"test\": []}");

    assertThatThrownBy(() -> AgentEval.run(file, null, new LetterEmbedder(), 1, line -> {}))
        .isInstanceOf(EvalException.class).hasMessageContaining("expected [text, label]");
    assertThatThrownBy(() -> AgentEval.run(folder.resolve("none"), null, new LetterEmbedder(), 1, line -> {}))
        .isInstanceOf(EvalException.class);
  }

  @Test
  void describesEveryIntentOfTheKnownData() {
    assertThat(Descriptions.of("clinc150", null).of("pto_used")).isNotBlank();
    assertThat(Descriptions.of("nlupp", null).of("lost_stolen")).isNotBlank();
    assertThat(Descriptions.of("other", null).of("x")).isEmpty();
  }

  @Test
  void countsTheAreaUnderTheCurveWithTies() {
    assertThat(Measures.auroc(new double[] {1, 2}, new double[] {0, 1})).isCloseTo(0.875, within(1e-9));
  }

  private static double value(AgentReport report, String setting, String measure) {
    return report.figures().stream().filter(each -> each.setting().equals(setting) && each.measure().equals(measure))
        .findFirst().orElseThrow().value();
  }

  private static String word(int i) {
    return List.of("red", "blue", "yellow", "pink").get(i % 4);
  }

  /** Counts letters. */
  private static final class LetterEmbedder implements TextEmbedder {

    @Override
    public String name() {
      return "letters/1";
    }

    @Override
    public int dimensions() {
      return 26;
    }

    @Override
    public float[] embed(String text) {
      float[] counts = new float[26];
      double squares = 1e-9;
      for (char each : text.toCharArray()) {
        if (each >= 'a' && each <= 'z') {
          counts[each - 'a']++;
        }
      }
      for (float each : counts) {
        squares += each * each;
      }
      for (int i = 0; i < 26; i++) {
        counts[i] /= (float) Math.sqrt(squares);
      }
      return counts;
    }
  }
}
